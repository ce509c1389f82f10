package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What is sold, and which of it an account has. */
public final class Plans {
  private final Transactions transactions;
  private final InstantSource businessTime;

  public Plans(Transactions transactions, InstantSource businessTime) {
    this.transactions = transactions;
    this.businessTime = businessTime;
  }

  public PlanCatalogue catalogue() {
    return transactions.call(Plans::catalogue);
  }

  /** The catalogue inside a transaction. */
  public static PlanCatalogue catalogue(Handle handle) {
    return new PlanCatalogue(handle.attach(PlanRepository.class).all());
  }

  /** Changes a plan, or adds it at the end. */
  public void put(Plan plan) {
    transactions.run(handle -> handle.attach(PlanRepository.class).put(plan.id(), plan));
  }

  /** The plans that an account has now, and with them its ceiling. */
  public Subscriptions of(AccountId account) {
    return transactions.call(handle -> of(handle, account));
  }

  /** The plans that an account has now, inside a transaction. */
  public Subscriptions of(Handle handle, AccountId account) {
    return new Subscriptions(
        handle.attach(PlanRepository.class).of(account, businessTime.instant()));
  }

  /** Every subscription an account ever had, oldest first. */
  public List<SubscriptionRow> history(AccountId account) {
    return transactions.call(handle -> handle.attach(PlanRepository.class).subscriptions(account));
  }
}
