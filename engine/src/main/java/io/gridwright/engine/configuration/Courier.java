package io.gridwright.engine.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.operation.OperationRow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries nudges without making anyone wait: an order is accepted by the ledger, and Temporal may
 * be away. What is lost here the {@link Reconciler} delivers within ten seconds.
 */
public final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
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
    carriers.execute(() -> deliver(nudges, configuration));
  }

  /** The same, of an operation beside its configuration's queue. */
  public void send(OperationRow operation) {
    carriers.execute(() -> deliver(nudges, operation));
  }

  private static void deliver(Nudges nudges, OperationRow operation) {
    try {
      nudges.begin(operation);
    } catch (RuntimeException away) {
      LOG.warn(
          "Operation {} was not begun ({}); the reconciler will",
          operation.id().value(),
          away.toString());
    }
  }

  /**
   * Carries one nudge here and now, for whoever may wait. Never fails: what is accepted and not
   * delivered is told, and delivered again by the reconciler.
   */
  public static void deliver(Nudges nudges, ConfigurationId configuration) {
    try {
      nudges.nudge(configuration);
    } catch (RuntimeException away) {
      LOG.warn(
          "Configuration {} was not nudged ({}); the reconciler will",
          configuration.value(),
          away.toString());
    }
  }

  @Override
  public void close() {
    carriers.shutdownNow();
  }
}
