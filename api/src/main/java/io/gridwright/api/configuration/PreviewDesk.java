package io.gridwright.api.configuration;

import io.gridwright.api.request.Repeats;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.domain.configuration.OverAllotment;
import io.gridwright.domain.operation.Problem;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.configuration.Acceptance;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.workflows.configuration.Preview;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers what an order would get: the ceiling from the ledger, the placement from the engine. */
public final class PreviewDesk {
  /** Asks the scheduler through the workflow engine; answers within seconds or not at all. */
  @FunctionalInterface
  public interface Scheduler {
    Preview preview(AccountId account, ConfigurationDocument document) throws EngineUnavailable;
  }

  private final Accounts accounts;
  private final Plans plans;
  private final Acceptance acceptance;
  private final Scheduler scheduler;
  private final Repeats repeats;

  public PreviewDesk(
      Accounts accounts, Plans plans, Acceptance acceptance, Scheduler scheduler, Repeats repeats) {
    this.accounts = accounts;
    this.plans = plans;
    this.acceptance = acceptance;
    this.scheduler = scheduler;
    this.repeats = repeats;
  }

  PreviewForm preview(
      AccountId id,
      UserId user,
      ConfigurationDocument document,
      Optional<IdempotentRequest> request)
      throws EngineUnavailable {
    repeats.seen(request);
    AccountRow account = accounts.find(id).orElseThrow();
    Subscriptions subscriptions = plans.of(id);
    PlanCatalogue catalogue = plans.catalogue();
    HeldQuota wanted = account.held().plus(DocumentQuota.of(document));
    List<Problem> refusals =
        Stream.concat(
                new OverAllotment(subscriptions, catalogue).of(document, account.held()).stream(),
                refusal(new ProvisionOrder(id, user, document, Optional.empty())).stream())
            .toList();
    PreviewForm answer =
        PreviewForm.from(
            scheduler.preview(id, document),
            refusals,
            subscriptions.priceFor(wanted, catalogue, Currency.getInstance(account.currency())));
    repeats.note(request, "preview");
    return answer;
  }

  /** What is not valid is refused as in an order; a ceiling is told with what would help. */
  private Optional<Problem> refusal(ProvisionOrder order) {
    Optional<Problem> refusal = acceptance.rehearsed(order);
    if (refusal.isPresent() && refusal.get().name().equals("validation")) {
      throw new Refusal(refusal.get());
    }
    return refusal.filter(problem -> problem.name().equals("conflict"));
  }
}
