package io.gridwright.emulator.guest.balancer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HAProxy processes of this emulator. None outlives it: they are killed when it closes and by a
 * shutdown hook; what a killed emulator left behind is found by its marks and killed at the next
 * start, if process id and start time still agree.
 */
public final class HaproxyProcesses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HaproxyProcesses.class);
  private static final String USR2 = "USR2";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path marks;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;
  private final Thread atExit = new Thread(this::killAll, "kill-haproxy");

  /** Kills what an earlier emulator on this directory left running. */
  public HaproxyProcesses(Path marks) {
    this.marks = marks;
    sweep();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  void started(Process process) throws IOException {
    synchronized (running) {
      running.add(process);
      if (ending) {
        kill(process);
        throw new IllegalStateException("the emulator is being closed");
      }
    }
    Files.createDirectories(marks);
    Files.writeString(mark(process.pid()), startOf(process.toHandle()));
  }

  void signalReload(Process process) {
    try {
      new ProcessBuilder("kill", "-" + USR2, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal HAProxy", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills a master with its workers and returns when they are gone. */
  void kill(Process process) {
    List<ProcessHandle> all = family(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(HaproxyProcesses::awaitEnd);
    running.remove(process);
    try {
      Files.deleteIfExists(mark(process.pid()));
    } catch (IOException e) {
      LOG.warn("the mark of process {} stays; it is swept at the next start", process.pid(), e);
    }
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("closed while the process ends", shuttingDown);
    }
  }

  /** Whether all are being ended for good, so that none is to be started again. */
  boolean ending() {
    return ending;
  }

  private void killAll() {
    synchronized (running) {
      ending = true;
      List.copyOf(running).forEach(this::kill);
    }
  }

  private void sweep() {
    if (!Files.isDirectory(marks)) {
      return;
    }
    try (Stream<Path> files = Files.list(marks)) {
      for (Path file : files.toList()) {
        leftBehind(file).ifPresent(HaproxyProcesses::killFamily);
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sweep the processes marked in " + marks, e);
    }
  }

  private static Optional<ProcessHandle> leftBehind(Path file) throws IOException {
    String pid = file.getFileName().toString();
    String start = Files.readString(file);
    return pid.matches("\\d{1,10}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(handle -> startOf(handle).equals(start))
        : Optional.empty();
  }

  private static void killFamily(ProcessHandle master) {
    LOG.info("killing HAProxy {} that an earlier emulator left running", master.pid());
    List<ProcessHandle> all = family(master);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(HaproxyProcesses::awaitEnd);
  }

  private static List<ProcessHandle> family(ProcessHandle master) {
    return Stream.concat(Stream.of(master), master.descendants()).toList();
  }

  /**
   * Of a process that is no child of ours nobody tells the end; {@link ProcessHandle#onExit} asks
   * every 300 ms and more, and counts those that have ended but were not reaped as alive.
   */
  private static void awaitEnd(ProcessHandle handle) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (handle.isAlive() && !isZombie(handle.pid())) {
      if (System.nanoTime() > deadline) {
        LOG.warn("process {} did not end", handle.pid());
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** Whether it has ended and only waits for its parent to ask how (proc(5): state Z). */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return false; // gone in between, or a system without /proc
    }
  }

  private Path mark(long pid) {
    return marks.resolve(Long.toString(pid));
  }

  private static String startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Object::toString).orElse("unknown");
  }
}
