package io.gridwright.emulator.guest.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.guest.disk.GuestDisk;
import io.gridwright.emulator.guest.service.DatabaseJournal.Entry;
import io.gridwright.emulator.guest.service.DatabaseState.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The database of a guest: keys and values, one place that takes writes, replicas that follow it.
 *
 * <p>A write is acknowledged once it is on the disk. A database new on its disk is PRIMARY if it is
 * the first of its component, else JOINING until it is told what to be. Roles survive power cycles.
 */
public final class DatabaseEngine implements Database, AutoCloseable {
  /** Who hears of what the database does; called while the write is still held. */
  public interface Witness {
    /** A write was accepted. */
    void accepted(String key);

    /** The database may have begun or ceased to take writes. */
    void roleChanged();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KEY = Pattern.compile("[^\\s\\p{Cntrl}]{1,200}");

  private final GuestDisk disk;
  private final Witness witness;
  private final Replication.Dialler dialler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final DatabaseJournal journal;
  private final Map<String, String> values = new HashMap<>();
  private volatile DatabaseState state;
  private Optional<Replication> replication = Optional.empty();
  private boolean closed;

  /**
   * Opens what the disk holds.
   *
   * @param alone whether no other guest of the component runs
   */
  public DatabaseEngine(
      GuestDisk disk, boolean alone, Replication.Dialler dialler, Witness witness) {
    this.disk = disk;
    this.witness = witness;
    this.dialler = dialler;
    this.journal = new DatabaseJournal(disk.locate("/var/lib/gridwright-db/journal"));
    journal.entries().forEach(entry -> values.put(entry.key(), entry.value()));
    this.state = DatabaseState.kept(disk).orElse(DatabaseState.of(Role.JOINING));
    if (state.role() == Role.JOINING && alone) {
      this.state = DatabaseState.of(Role.PRIMARY);
    }
    state.keep(disk);
  }

  /** Goes on replicating where it was a replica. */
  public void start() {
    lock.lock();
    try {
      if (state.role() == Role.REPLICA) {
        follow();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether it is the one that takes writes; a JOINING one does not count before its first. Takes
   * no lock, since databases ask it of each other while they write.
   */
  public boolean isWriter() {
    DatabaseState now = state;
    return now.role() == Role.PRIMARY && now.takesWrites();
  }

  @Override
  public String status() {
    lock.lock();
    try {
      ObjectNode status = JSON.createObjectNode();
      status.put("role", state.role().name());
      status.put("readOnly", !state.takesWrites());
      status.put("position", position());
      replication.ifPresent(
          following -> {
            status.put("source", state.sourceHost() + ":" + state.sourcePort());
            status.put("connected", following.connected());
            status.put("sourcePosition", following.sourcePosition());
            status.put(
                "caughtUp", following.connected() && following.sourcePosition() == position());
          });
      return status.toString();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long position() {
    lock.lock();
    try {
      return journal.entries().size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long put(String key, String value) {
    if (!KEY.matcher(key).matches() || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          "a key is 1 to 200 characters without blanks, a value is one line");
    }
    lock.lock();
    try {
      if (closed || !state.takesWrites()) {
        throw new WriteRefusedException("READ_ONLY this database is " + state.role());
      }
      if (state.role() == Role.JOINING) {
        become(DatabaseState.of(Role.PRIMARY));
      }
      apply(List.of(new Entry(key, value)));
      witness.accepted(key);
      return position();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<String> get(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(values.get(key));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void promote() {
    lock.lock();
    try {
      stopFollowing();
      become(DatabaseState.of(Role.PRIMARY));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void readOnly(boolean on) {
    lock.lock();
    try {
      become(state.readOnly(on || state.role() == Role.REPLICA));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void replicateFrom(String host, int port) {
    lock.lock();
    try {
      boolean same =
          state.role() == Role.REPLICA
              && state.sourceHost().equals(host)
              && state.sourcePort() == port;
      stopFollowing();
      become(same ? state : DatabaseState.replicaOf(host, port));
      follow();
    } finally {
      lock.unlock();
    }
  }

  /** What was written after the position, waiting for something up to the given time. */
  List<Entry> since(long position, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!closed && journal.entries().size() <= position && left > 0) {
        left = grown.awaitNanos(left);
      }
      int from = (int) Math.min(position, journal.entries().size());
      return List.copyOf(journal.entries().subList(from, journal.entries().size()));
    } finally {
      lock.unlock();
    }
  }

  /** Where a replica goes on: 0 until it holds the source's content. */
  long resumeAt() {
    lock.lock();
    try {
      return state.copied() ? position() : 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes over what the source wrote after {@code from}. */
  void replicate(Replication by, long from, List<Entry> entries) {
    lock.lock();
    try {
      if (closed || replication.filter(current -> current == by).isEmpty()) {
        return;
      }
      if (!state.copied()) {
        journal.clear();
        values.clear();
        become(state.copiedFromSource());
      }
      int known = (int) Math.max(0, position() - from);
      apply(entries.subList(Math.min(known, entries.size()), entries.size()));
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      stopFollowing();
      journal.close();
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void apply(List<Entry> entries) {
    if (!entries.isEmpty()) {
      journal.append(entries);
      entries.forEach(entry -> values.put(entry.key(), entry.value()));
      grown.signalAll();
    }
  }

  private void become(DatabaseState next) {
    state = next;
    state.keep(disk);
    witness.roleChanged();
  }

  private void follow() {
    Replication following = new Replication(this, dialler, state.sourceHost(), state.sourcePort());
    replication = Optional.of(following);
    following.start();
  }

  private void stopFollowing() {
    replication.ifPresent(Replication::stop);
    replication = Optional.empty();
  }
}
