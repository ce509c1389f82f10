package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.billing.BillingPeriod;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.billing.Charges;
import io.gridwright.store.billing.PlanRepository;
import io.gridwright.store.billing.Plans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Customers: sign-up, what they may hold, what they pay with, whether they are restricted. */
public final class Accounts {
  private final Transactions transactions;
  private final IdSource ids;
  private final Plans plans;
  private final Idempotency idempotency;
  private final InstantSource businessTime;
  private final InstantSource realTime;

  public Accounts(
      Transactions transactions,
      IdSource ids,
      Plans plans,
      InstantSource businessTime,
      InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.plans = plans;
    this.idempotency = new Idempotency(realTime);
    this.businessTime = businessTime;
    this.realTime = realTime;
  }

  /**
   * Opens an account with its owner, subscriptions and the paid charges of its first period.
   *
   * @throws Refusal {@code conflict} where the login is taken, {@code idempotency-key-reused}
   */
  public SignedUp open(NewAccount account) {
    return transactions.call(handle -> open(handle, account));
  }

  public Optional<AccountRow> find(AccountId id) {
    return transactions.call(handle -> handle.attach(AccountRepository.class).find(id));
  }

  /** Accounts after the id last seen, oldest first. */
  public List<AccountRow> page(Optional<AccountId> after, int limit) {
    return transactions.call(
        handle ->
            handle
                .attach(AccountRepository.class)
                .page(after.map(AccountId::value).orElse(""), limit));
  }

  /** How much the account may hold at one time. */
  public Ceiling ceiling(AccountId id) {
    return plans.of(id).ceiling();
  }

  public AccountRow change(AccountId id, AccountChange change) {
    return transactions.call(handle -> change(handle, id, change));
  }

  /** Replaces the plan of the same resource from now on, or adds it. */
  public void subscribe(AccountId id, Plan plan) {
    transactions.run(
        handle -> {
          handle.attach(AccountRepository.class).lock(id);
          Instant now = businessTime.instant();
          PlanRepository subscriptions = handle.attach(PlanRepository.class);
          subscriptions.end(id, plan.resource(), now);
          subscriptions.subscribe(ids.next(), id, plan.id(), plan.resource(), now);
        });
  }

  /** Restricts an account: reserving and committing read the same row. */
  public void restrict(AccountId id) {
    Instant now = businessTime.instant();
    setRestricted(id, Optional.of(now));
  }

  public void lift(AccountId id) {
    setRestricted(id, Optional.empty());
  }

  /** The operator's word on how likely the account is to do harm. */
  public AccountRow rate(AccountId id, RiskLevel risk) {
    return transactions.call(
        handle -> {
          AccountRepository accounts = handle.attach(AccountRepository.class);
          if (accounts.lock(id).isEmpty()) {
            throw Refusal.of("not-found", "There is no account of that id.");
          }
          accounts.rate(id, risk);
          return accounts.find(id).orElseThrow();
        });
  }

  public void payBy(AccountId id, String method) {
    transactions.run(handle -> handle.attach(AccountRepository.class).payBy(id, method));
  }

  private void setRestricted(AccountId id, Optional<Instant> at) {
    transactions.run(
        handle -> {
          AccountRepository accounts = handle.attach(AccountRepository.class);
          accounts.lock(id);
          accounts.restrict(id, at);
        });
  }

  private SignedUp open(Handle handle, NewAccount account) {
    AccountId id = new AccountId(ids.next());
    Optional<String> earlier =
        account.request().flatMap(r -> idempotency.claim(handle, r, id.value()));
    if (earlier.isPresent()) {
      return opened(handle, new AccountId(earlier.get()), true);
    }
    Instant signUp = businessTime.instant();
    BillingPeriod period = BillingPeriod.ofSignUp(signUp, account.timeZone());
    handle
        .attach(AccountRepository.class)
        .insert(
            id,
            account.name(),
            account.timeZone().getId(),
            account.currency().getCurrencyCode(),
            account.hostName(),
            period.start(),
            period.end(),
            period.anchorDay(),
            account.paymentMethod(),
            realTime.instant());
    Users.add(handle, ids, Optional.of(id), account.owner(), realTime.instant());
    PlanRepository subscriptions = handle.attach(PlanRepository.class);
    for (Plan plan : account.plans()) {
      subscriptions.subscribe(ids.next(), id, plan.id(), plan.resource(), signUp);
      Charges.paidSubscription(
          handle, ids, id, plan, period.firstDay(), account.paymentId(), realTime.instant());
    }
    return opened(handle, id, false);
  }

  private static SignedUp opened(Handle handle, AccountId id, boolean replayed) {
    UserRow owner =
        handle.attach(UserRepository.class).of(id).stream()
            .filter(u -> u.role() == Role.OWNER)
            .findFirst()
            .orElseThrow();
    return new SignedUp(
        handle.attach(AccountRepository.class).find(id).orElseThrow(), owner, replayed);
  }

  private static AccountRow change(Handle handle, AccountId id, AccountChange change) {
    AccountRepository accounts = handle.attach(AccountRepository.class);
    AccountRow is =
        accounts.lock(id).orElseThrow(() -> Refusal.of("not-found", "There is no such account."));
    accounts.change(
        id,
        change.name().orElse(is.name()),
        change.timeZone().map(z -> z.getId()).orElse(is.timeZone()),
        change.hostName().or(is::hostName),
        change.healthPolicy().orElse(is.healthPolicy()),
        change.monitoring().orElse(is.monitoring()),
        change.acceptableOverageMinor().or(is::acceptableOverageMinor));
    return accounts.find(id).orElseThrow();
  }
}
