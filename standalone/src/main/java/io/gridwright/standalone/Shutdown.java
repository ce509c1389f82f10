package io.gridwright.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * SIGINT and SIGTERM: stops all parts within the 15 seconds that CONTRACT gives, also while they
 * are still being started, and ends the process with 0, since it was stopped on request.
 */
final class Shutdown implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(13);
  private static final int STOPPED_ON_REQUEST = 0;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "shutdown");
  private final Parts parts;

  private Shutdown(Parts parts) {
    this.parts = parts;
  }

  /** Listens for signals until it is closed. */
  static Shutdown of(Parts parts) {
    var shutdown = new Shutdown(parts);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /** Returns when a signal asked to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** From here on the process ends by itself, with an exit code of its own. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      asked.countDown(); // a signal came: the hook stops the parts and ends the process
    }
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
    Runtime.getRuntime().halt(STOPPED_ON_REQUEST);
  }
}
