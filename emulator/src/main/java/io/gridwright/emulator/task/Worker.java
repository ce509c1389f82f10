package io.gridwright.emulator.task;

import io.gridwright.emulator.pace.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a worker's code does with its own process. The cluster's state is changed only through
 * {@link #change}, which refuses once the process has been killed: a dead worker leaves things
 * exactly as they were.
 */
public final class Worker {
  private final Task task;
  private final Pace pace;
  private final Object monitor;
  private final Optional<Sabotage> sabotage;

  Worker(Task task, Pace pace, Object monitor, Optional<Sabotage> sabotage) {
    this.task = task;
    this.pace = pace;
    this.monitor = monitor;
    this.sabotage = sabotage;
  }

  public Upid upid() {
    return task.upid();
  }

  /** Whether its process was killed; a worker that only the emulator's own end stops was not. */
  public boolean killed() {
    return task.killed();
  }

  /** Writes to the task's log. */
  public void say(String text) {
    task.say(text);
  }

  /** Writes a warning; the task then ends {@code WARNINGS: n} (API.md 15 fault 13). */
  public void warn(String text) {
    task.warn(text);
  }

  /** Spends the time that the real work takes. */
  public void work(Duration real) {
    task.work(pace.delay(real));
  }

  /** Changes the cluster's state under its monitor. */
  public <T> T change(Supplier<T> change) {
    synchronized (monitor) {
      task.checkAlive();
      return change.get();
    }
  }

  /** Changes the cluster's state under its monitor. */
  public void change(Runnable change) {
    change(
        () -> {
          change.run();
          return null;
        });
  }

  /** A point where an ordered fault may strike. */
  public void reach(Sabotage.Stage stage) {
    task.checkSignals();
    sabotage.filter(s -> s.stage() == stage).ifPresent(this::strike);
  }

  private void strike(Sabotage ordered) {
    switch (ordered.kind()) {
      case FAIL -> throw new TaskFailedException(ordered.message());
      case WARN -> warn(ordered.message());
      case HANG -> hang(ordered.delay());
      case KILL -> {
        task.kill(pace.now());
        throw new WorkerKilledException();
      }
      case STALE, LINGER -> {}
    }
  }

  private void hang(Duration ordered) {
    if (ordered.isZero()) {
      task.hang();
    } else {
      task.work(ordered);
    }
  }

  /** Waits for something that another one holds, at most this long. */
  public Held hold(FileLocks locks, int vmid, boolean shared, Duration limit) {
    Optional<Held> held = locks.acquire(vmid, shared, pace.wait(limit));
    try {
      task.checkAlive();
    } catch (WorkerKilledException e) {
      held.ifPresent(Held::close);
      throw e;
    }
    return held.orElseThrow(() -> new TaskFailedException(FileLocks.timeoutText(vmid)));
  }
}
