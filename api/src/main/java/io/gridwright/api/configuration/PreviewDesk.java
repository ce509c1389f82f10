package io.gridwright.api.configuration;

import io.gridwright.api.request.Repeats;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.domain.configuration.OverAllotment;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.billing.Plans;
import io.gridwright.workflows.configuration.Preview;
import java.util.Currency;
import java.util.Optional;

/** Answers what an order would get: the ceiling from the ledger, the placement from the engine. */
public final class PreviewDesk {
  /** Asks the scheduler through the workflow engine; answers within seconds or not at all. */
  @FunctionalInterface
  public interface Scheduler {
    Preview preview(AccountId account, ConfigurationDocument document) throws EngineUnavailable;
  }

  private final Accounts accounts;
  private final Plans plans;
  private final Scheduler scheduler;
  private final Repeats repeats;

  public PreviewDesk(Accounts accounts, Plans plans, Scheduler scheduler, Repeats repeats) {
    this.accounts = accounts;
    this.plans = plans;
    this.scheduler = scheduler;
    this.repeats = repeats;
  }

  PreviewForm preview(
      AccountId id, ConfigurationDocument document, Optional<IdempotentRequest> request)
      throws EngineUnavailable {
    repeats.note(request, "preview");
    AccountRow account = accounts.find(id).orElseThrow();
    Subscriptions subscriptions = plans.of(id);
    PlanCatalogue catalogue = plans.catalogue();
    HeldQuota wanted = account.held().plus(DocumentQuota.of(document));
    return PreviewForm.from(
        scheduler.preview(id, document),
        new OverAllotment(subscriptions, catalogue).of(document, account.held()),
        subscriptions.priceFor(wanted, catalogue, Currency.getInstance(account.currency())));
  }
}
