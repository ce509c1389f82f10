package io.gridwright.emulator.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A worker task: its process, its log, its end. Safe for use by several threads. */
public final class Task {
  /** The exit status of a worker that was killed, or whose log has no trailer. */
  public static final String UNEXPECTED = "unexpected status";

  private final Upid upid;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> log = new ArrayList<>();
  private final TaskLogFile file;
  private String exitStatus;
  private Instant endedAt;
  private boolean interrupted;
  private boolean killed;
  private int warnings;

  Task(Upid upid, TaskLogFile file) {
    this.upid = upid;
    this.file = file;
  }

  /** A task of an earlier life of the emulator. */
  Task(Upid upid, TaskLogFile file, List<String> lines, Instant endedAt) {
    this(upid, file);
    this.log.addAll(lines);
    this.exitStatus = TaskLogFile.exitStatus(lines);
    this.endedAt = endedAt;
  }

  public Upid upid() {
    return upid;
  }

  /** Empty while it runs. */
  public Optional<String> exitStatus() {
    return locked(() -> Optional.ofNullable(exitStatus));
  }

  /** Empty while it runs. */
  public Optional<Instant> endedAt() {
    return locked(() -> Optional.ofNullable(endedAt));
  }

  public boolean running() {
    return exitStatus().isEmpty();
  }

  /** The log so far. */
  public List<String> log() {
    return locked(() -> List.copyOf(log));
  }

  void say(String text) {
    locked(
        () -> {
          if (exitStatus == null) {
            text.lines().forEach(this::append);
          }
          return null;
        });
  }

  void warn(String text) {
    locked(
        () -> {
          warnings++;
          return null;
        });
    say("WARN: " + text);
  }

  private void append(String line) {
    log.add(line);
    file.append(line);
  }

  /** Ends it in good order. */
  void finish(Optional<String> failure, Instant now) {
    locked(
        () -> {
          if (exitStatus == null) {
            String end = failure.orElse(warnings > 0 ? "WARNINGS: " + warnings : "OK");
            append("TASK " + failure.map(text -> "ERROR: " + text).orElse(end));
            end(end, now);
          }
          return null;
        });
  }

  private void end(String status, Instant now) {
    exitStatus = status;
    endedAt = now;
    changed.signalAll();
  }

  /** SIGKILL: it is over at once, without a trailer. */
  public void kill(Instant now) {
    locked(
        () -> {
          killed = true;
          if (exitStatus == null) {
            end(UNEXPECTED, now);
          }
          changed.signalAll();
          return null;
        });
  }

  boolean killed() {
    return locked(() -> killed);
  }

  /** SIGTERM: the worker notices at its next wait. */
  void interrupt() {
    locked(
        () -> {
          interrupted = true;
          changed.signalAll();
          return null;
        });
  }

  /** Waits for the end; says whether it came in time. */
  boolean awaitEnd(Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (exitStatus == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return exitStatus != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Work that takes this long; ended early by a signal to the process. */
  void work(Duration duration) {
    lock.lock();
    try {
      long left = duration.toNanos();
      checkSignals();
      while (left > 0) {
        left = changed.awaitNanos(left);
        checkSignals();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerKilledException();
    } finally {
      lock.unlock();
    }
  }

  /** Stands still for ever. */
  void hang() {
    while (true) {
      work(Duration.ofNanos(TimeUnit.DAYS.toNanos(1)));
    }
  }

  void checkSignals() {
    locked(
        () -> {
          if (killed) {
            throw new WorkerKilledException();
          }
          if (interrupted) {
            interrupted = false;
            throw new TaskInterruptedException();
          }
          return null;
        });
  }

  void checkAlive() {
    locked(
        () -> {
          if (killed) {
            throw new WorkerKilledException();
          }
          return null;
        });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
