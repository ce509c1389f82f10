package io.gridwright.store.account;

import io.gridwright.domain.billing.Plan;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A sign-up whose first period is paid.
 *
 * @param owner its password hashed already
 * @param paymentMethod token of the card
 * @param paymentId of the payment that covered the plans' prices
 * @param request scope of its Idempotency-Key, where it had one
 */
public record NewAccount(
    String name,
    ZoneId timeZone,
    Currency currency,
    Optional<String> hostName,
    NewUser owner,
    Optional<String> paymentMethod,
    List<Plan> plans,
    Optional<String> paymentId,
    Optional<IdempotentRequest> request) {
  public NewAccount {
    plans = List.copyOf(plans);
  }
}
