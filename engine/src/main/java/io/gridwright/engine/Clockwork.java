package io.gridwright.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a task on a thread of its own; a round that fails is told, and the next one tries again.
 */
public final class Clockwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

  private final String name;
  private final Runnable round;
  private final ScheduledExecutorService timer;
  private boolean failing;

  private Clockwork(String name, Runnable round) {
    this.name = name;
    this.round = round;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            runnable -> {
              var thread = new Thread(runnable, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts it: the first round after {@code first}, each other {@code pause} after the last ended.
   */
  public static Clockwork start(String name, Duration first, Duration pause, Runnable round) {
    var clockwork = new Clockwork(name, round);
    clockwork.timer.scheduleWithFixedDelay(
        clockwork::tick, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return clockwork;
  }

  // The edge of a loop: nothing must end it unseen, no error either, which the timer would keep to
  // itself. Told once per outage, not each round.
  private void tick() {
    try {
      round.run();
      if (failing) {
        LOG.info("{} works again", name);
      }
      failing = false;
    } catch (RuntimeException | Error failure) {
      if (failing) {
        LOG.debug("{} still fails", name, failure);
      } else {
        LOG.warn("{} failed and goes on trying: {}", name, failure.toString());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
