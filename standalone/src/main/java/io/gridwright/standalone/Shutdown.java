package io.gridwright.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * SIGINT and SIGTERM: stops all parts within the 15 seconds that CONTRACT gives, also while they
 * are still being started.
 */
final class Shutdown {
  private static final Duration LIMIT = Duration.ofSeconds(14);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Parts parts;

  Shutdown(Parts parts) {
    this.parts = parts;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
  }

  /** Returns when a signal asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  private void stop() {
    asked.countDown();
    var closer = new Thread(parts::close, "closer");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(LIMIT.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
