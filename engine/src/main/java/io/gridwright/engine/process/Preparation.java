package io.gridwright.engine.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process does once before it is ready: stage after stage, each tried until it succeeds, on
 * a thread of its own. So a process starts though the database or Temporal is away, says what it
 * waits for, and goes on by itself when that comes.
 */
public final class Preparation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  /**
   * One stage.
   *
   * @param need what it waits for, as a person would name it: {@code the database at …}
   * @param attempt throws while the need is not met; leaves nothing behind then
   */
  public record Stage(String need, Runnable attempt) {}

  private final Duration pause;
  private final List<Stage> stages;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile String waitingFor;

  private Preparation(String name, Duration pause, List<Stage> stages) {
    this.pause = pause;
    this.stages = List.copyOf(stages);
    this.waitingFor = this.stages.get(0).need();
    this.thread = new Thread(this::pass, name);
    thread.setDaemon(true);
  }

  /** Begins with the first stage and returns at once. */
  public static Preparation begin(String name, List<Stage> stages) {
    return begin(name, PAUSE, stages);
  }

  static Preparation begin(String name, Duration pause, List<Stage> stages) {
    var preparation = new Preparation(name, pause, stages);
    preparation.thread.start();
    return preparation;
  }

  /** Whether every stage has succeeded. */
  public boolean done() {
    return waitingFor == null;
  }

  /** What the present stage needs, and why it has not succeeded; empty when done. */
  public Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  private void pass() {
    for (var stage : stages) {
      if (!succeeds(stage)) {
        return;
      }
    }
    waitingFor = null;
  }

  /** Tries until it succeeds; false if stopped before. */
  private boolean succeeds(Stage stage) {
    var told = "";
    waitingFor = stage.need();
    while (!isStopped()) {
      var failure = failureOf(stage);
      if (isStopped()) {
        return false;
      }
      if (failure.isEmpty()) {
        LOG.info("Ready: {}", stage.need());
        return true;
      }
      told = tell(stage, failure.get(), told);
      if (pausedUntilStopped()) {
        return false;
      }
    }
    return false;
  }

  // The edge of a loop: whatever a stage fails with is told, and the stage is tried again. Errors
  // too: a solver whose library does not load must not end in silence.
  private static Optional<Throwable> failureOf(Stage stage) {
    try {
      stage.attempt().run();
      return Optional.empty();
    } catch (RuntimeException | Error notYet) {
      return Optional.of(notYet);
    }
  }

  /** Once per reason: an outage of an hour fills no log. */
  private String tell(Stage stage, Throwable failure, String told) {
    var reason = Reason.of(failure);
    waitingFor = stage.need() + ": " + reason;
    if (!reason.equals(told)) {
      LOG.warn("Waiting for {}; trying again every {} s", waitingFor, pause.toSeconds());
    }
    LOG.debug("Still waiting for {}", stage.need(), failure);
    return reason;
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private boolean pausedUntilStopped() {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends it, also in the middle of an attempt, which may still succeed a moment later. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    try {
      thread.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
