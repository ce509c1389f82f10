package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.Plan;
import io.gridwright.store.IdSource;
import io.gridwright.store.Transactions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What accounts were charged. */
public final class Charges {
  private final Transactions transactions;

  public Charges(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Charges of an account after the id last seen, oldest first. */
  public List<ChargeRow> of(AccountId account, Optional<String> after, int limit) {
    return transactions.call(
        handle -> handle.attach(ChargeRepository.class).of(account, after.orElse(""), limit));
  }

  /** Adds a charge unless its account, resource, day, kind and plan have one; false then. */
  public boolean add(ChargeRow charge) {
    return transactions.call(handle -> handle.attach(ChargeRepository.class).insert(charge) == 1);
  }

  /** The price of a plan's first period, paid already; in the transaction of the sign-up. */
  public static void paidSubscription(
      Handle handle,
      IdSource ids,
      AccountId account,
      Plan plan,
      LocalDate day,
      Optional<String> payment,
      Instant now) {
    handle
        .attach(ChargeRepository.class)
        .insert(
            new ChargeRow(
                ids.next(),
                account,
                plan.resource(),
                day,
                ChargeRow.Kind.SUBSCRIPTION,
                plan.id(),
                BigDecimal.ONE,
                "PERIOD",
                plan.price().minor(),
                plan.price().currency().getCurrencyCode(),
                ChargeRow.State.SUCCEEDED,
                1,
                payment,
                now));
  }
}
