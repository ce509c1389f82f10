package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.billing.Resource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/**
 * What an account owes, or owed, for a day; one per account, resource, day, kind and plan.
 *
 * @param day in the account's zone
 * @param quantity what was charged for, in its unit
 * @param amountMinor minor units
 */
public record ChargeRow(
    String id,
    AccountId accountId,
    Resource resource,
    LocalDate day,
    Kind kind,
    PlanId planId,
    BigDecimal quantity,
    String unit,
    long amountMinor,
    String currency,
    State state,
    int attempts,
    Optional<String> paymentId,
    Instant createdAt) {

  /** Why it is owed. */
  public enum Kind {
    SUBSCRIPTION,
    OVERAGE,
    UPGRADE
  }

  /** CARRIED: under the gateway's minimum, paid with a later one. */
  public enum State {
    SUCCEEDED,
    FAILED,
    PENDING,
    CARRIED
  }

  public Money amount() {
    return new Money(amountMinor, Currency.getInstance(currency));
  }
}
