package io.gridwright.store.account;

import java.time.Instant;

/** What a POST under an Idempotency-Key did. */
public record IdempotencyRow(String requestHash, String resourceId, Instant createdAt) {}
