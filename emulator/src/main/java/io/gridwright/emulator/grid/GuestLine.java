package io.gridwright.emulator.grid;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the guests what happened to their machines: for one machine in the order in which it
 * happened, for different machines side by side, and never under the cluster's monitor.
 */
final class GuestLine {
  private static final Logger LOG = LoggerFactory.getLogger(GuestLine.class);

  private final Executor executor;
  private final Map<Integer, CompletableFuture<Void>> tails = new HashMap<>();

  GuestLine(Executor executor) {
    this.executor = executor;
  }

  /** Appends a message to a machine's line; the answer completes when the guest has taken it. */
  synchronized CompletableFuture<Void> tell(int vmid, Runnable message) {
    CompletableFuture<Void> told =
        tails
            .getOrDefault(vmid, CompletableFuture.completedFuture(null))
            .thenRunAsync(message, executor);
    tails.put(
        vmid,
        told.exceptionally(
            failure -> {
              LOG.error("the guest of machine {} failed", vmid, failure);
              return null;
            }));
    return told;
  }
}
