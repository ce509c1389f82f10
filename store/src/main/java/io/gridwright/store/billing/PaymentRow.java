package io.gridwright.store.billing;

import io.gridwright.domain.billing.PaymentGateway.PaymentOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment as the ledger gateway keeps it, in the place of a provider.
 *
 * @param reference the payer's idempotency key
 * @param method token of the card
 * @param reason why it was declined
 */
public record PaymentRow(
    String id,
    String reference,
    long amountMinor,
    String currency,
    String method,
    PaymentOutcome.State state,
    Optional<String> reason,
    Instant createdAt) {

  PaymentOutcome outcome() {
    return new PaymentOutcome(state, reason);
  }
}
