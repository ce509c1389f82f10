package io.gridwright.api.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.api.billing.MoneyForm;
import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.store.account.AccountRow;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An account as its people see it.
 *
 * @param ceiling what may be held at one time; {@code held} is what its configurations hold of it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AccountForm(
    String id,
    String name,
    String timeZone,
    String currency,
    Optional<String> hostName,
    String healthPolicy,
    String monitoring,
    Optional<MoneyForm> acceptableOverage,
    String state,
    Instant periodStart,
    Instant periodEnd,
    List<String> subscriptions,
    AmountsForm ceiling,
    AmountsForm held,
    Instant createdAt) {

  /** What a ceiling allows, or what is held of it. */
  public record AmountsForm(long memoryMiB, long vcpus, long diskGiB, long addresses) {
    static AmountsForm from(Ceiling ceiling) {
      return new AmountsForm(
          ceiling.memoryMib(), ceiling.vcpus(), ceiling.diskGib(), ceiling.addresses());
    }

    static AmountsForm from(HeldQuota held) {
      return new AmountsForm(held.memoryMib(), held.vcpus(), held.diskGib(), held.addresses());
    }
  }

  static AccountForm from(AccountRow row, Subscriptions subscriptions) {
    Currency currency = Currency.getInstance(row.currency());
    return new AccountForm(
        row.id().value(),
        row.name(),
        row.timeZone(),
        row.currency(),
        row.hostName(),
        row.healthPolicy(),
        row.monitoring(),
        row.acceptableOverageMinor().map(minor -> MoneyForm.from(new Money(minor, currency))),
        row.restrictedAt().isPresent() ? "RESTRICTED" : "ACTIVE",
        row.periodStart(),
        row.periodEnd(),
        subscriptions.plans().stream().map(Plan::id).map(id -> id.value()).toList(),
        AmountsForm.from(subscriptions.ceiling()),
        AmountsForm.from(row.held()),
        row.createdAt());
  }
}
