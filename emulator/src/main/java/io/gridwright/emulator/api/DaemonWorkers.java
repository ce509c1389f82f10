package io.gridwright.emulator.api;

import io.gridwright.emulator.pace.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The three single-threaded pvedaemon workers of each node: three blocking calls (an agent that
 * does not answer) stall every protected call of the node. Who waits longer than the hop's 30 s
 * gets 596.
 */
final class DaemonWorkers {
  private static final int WORKERS = 3;
  private static final Duration HOP_TIMEOUT = Duration.ofSeconds(30);

  private final Pace pace;
  private final Map<String, Semaphore> byNode = new ConcurrentHashMap<>();

  DaemonWorkers(Pace pace) {
    this.pace = pace;
  }

  /** Runs a handler in a worker of the node; an empty name needs none. */
  <T> T run(String node, Supplier<T> handler) {
    if (node.isEmpty()) {
      return handler.get();
    }
    Semaphore workers = byNode.computeIfAbsent(node, n -> new Semaphore(WORKERS, true));
    take(workers);
    try {
      return handler.get();
    } finally {
      workers.release();
    }
  }

  private void take(Semaphore workers) {
    try {
      if (!workers.tryAcquire(pace.wait(HOP_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)) {
        throw ApiException.status(596, "Connection timed out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.status(596, "Connection timed out");
    }
  }
}
