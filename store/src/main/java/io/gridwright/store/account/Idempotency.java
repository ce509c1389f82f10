package io.gridwright.store.account;

import io.gridwright.store.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One effect per Idempotency-Key, also when its requests arrive at once: whoever inserts the row
 * first acts; the others wait for that transaction at the row and then answer as it did. Kept for
 * 24 hours of real time.
 */
public final class Idempotency {
  private static final Duration KEPT = Duration.ofHours(24);

  private final InstantSource realTime;

  public Idempotency(InstantSource realTime) {
    this.realTime = realTime;
  }

  /**
   * Claims a key inside the transaction of the effect.
   *
   * @param resource id of what the effect will make
   * @return empty: go on; else the id of what the same request made before
   * @throws Refusal {@code idempotency-key-reused} where the key came with another body
   */
  public Optional<String> claim(Handle handle, IdempotentRequest request, String resource) {
    IdempotencyRepository keys = handle.attach(IdempotencyRepository.class);
    Instant now = realTime.instant();
    if (keys.insert(request.scopeHash(), request.keyHash(), request.requestHash(), resource, now)
        == 1) {
      return Optional.empty();
    }
    IdempotencyRow row = keys.lock(request.scopeHash(), request.keyHash()).orElseThrow();
    if (row.createdAt().isBefore(now.minus(KEPT))) {
      keys.renew(request.scopeHash(), request.keyHash(), request.requestHash(), resource, now);
      return Optional.empty();
    }
    return Optional.of(same(row, request));
  }

  private static String same(IdempotencyRow row, IdempotentRequest request) {
    if (!row.requestHash().equals(request.requestHash())) {
      throw Refusal.of(
          "idempotency-key-reused",
          "This Idempotency-Key came with another body before; send a new key with a new request.");
    }
    return row.resourceId();
  }

  /**
   * What the same request made before; empty where its key is new.
   *
   * @throws Refusal {@code idempotency-key-reused} where the key came with another body
   */
  public Optional<String> made(Handle handle, IdempotentRequest request) {
    return handle
        .attach(IdempotencyRepository.class)
        .find(request.scopeHash(), request.keyHash())
        .filter(row -> !row.createdAt().isBefore(realTime.instant().minus(KEPT)))
        .map(row -> same(row, request));
  }

  /** Forgets keys that are older than they are kept; returns how many. */
  public int forgetOld(Handle handle) {
    return handle.attach(IdempotencyRepository.class).forget(realTime.instant().minus(KEPT));
  }
}
