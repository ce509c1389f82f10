package io.gridwright.store.billing;

import java.time.Instant;
import java.util.Optional;

/**
 * A payment as the ledger gateway keeps it, in the place of a provider.
 *
 * @param reference the payer's idempotency key
 * @param reason why it was declined
 */
public record PaymentRow(
    String id,
    String reference,
    Optional<String> accountId,
    long amountMinor,
    String currency,
    String method,
    State state,
    Optional<String> reason,
    Instant createdAt) {

  /** How it went. */
  public enum State {
    SUCCEEDED,
    DECLINED
  }
}
