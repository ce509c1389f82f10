package io.gridwright.engine.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Carries nudges without making anyone wait: an order is accepted by the ledger, and Temporal may
 * be away. What is lost here the {@link Reconciler} delivers within ten seconds.
 */
public final class Courier implements AutoCloseable {
  private static final int WAITING = 10_000;

  private final Nudges nudges;
  private final ThreadPoolExecutor carriers;

  public Courier(Nudges nudges) {
    this.nudges = nudges;
    this.carriers =
        new ThreadPoolExecutor(
            4,
            4,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(WAITING),
            runnable -> {
              var thread = new Thread(runnable, "courier");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Returns at once. */
  public void send(ConfigurationId configuration) {
    carriers.execute(() -> nudges.nudgeOrLeave(configuration));
  }

  @Override
  public void close() {
    carriers.shutdownNow();
  }
}
