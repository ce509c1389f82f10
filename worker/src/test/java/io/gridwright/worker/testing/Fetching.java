package io.gridwright.worker.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client that fetches pages one after the other, and must get each. */
public final class Fetching {
  private final List<String> pages = new ArrayList<>();
  private final CompletableFuture<Void> client;
  private volatile boolean over;

  /** Begins at once. */
  public Fetching(EngineUnderTest engine, Order shop) {
    client =
        CompletableFuture.runAsync(
            () -> {
              while (!over) {
                pages.add(engine.page(shop.configuration()));
              }
            });
  }

  /** The pages that were fetched; fails if one was not. */
  public List<String> end() {
    over = true;
    client.join();
    return List.copyOf(pages);
  }
}
