package io.gridwright.api.configuration;

import io.gridwright.api.request.Repeats;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.domain.configuration.OverAllotment;
import io.gridwright.domain.configuration.change.DocumentChange;
import io.gridwright.domain.operation.Problem;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.configuration.Acceptance;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.workflows.configuration.Preview;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Answers what an order would get: the ceiling from the ledger, the placement from the engine. */
public final class PreviewDesk {
  /** Asks the scheduler through the workflow engine; answers within seconds or not at all. */
  @FunctionalInterface
  public interface Scheduler {
    /**
     * Asks for it.
     *
     * @param standing the configuration of which the document would change a part
     */
    Preview preview(
        AccountId account, Optional<ConfigurationId> standing, ConfigurationDocument document)
        throws EngineUnavailable;
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

  /** What an order would get. */
  PreviewForm preview(
      AccountId id,
      UserId user,
      ConfigurationDocument document,
      Optional<IdempotentRequest> request)
      throws EngineUnavailable {
    repeats.seen(request);
    AccountRow account = accounts.find(id).orElseThrow();
    Terms terms = terms(account, account.held());
    List<Problem> refusals =
        terms.refusals(
            document,
            acceptance.rehearsed(new ProvisionOrder(id, user, document, Optional.empty())));
    PreviewForm answer =
        PreviewForm.from(
            scheduler.preview(id, Optional.empty(), document),
            refusals,
            terms.price(document),
            Optional.empty());
    repeats.note(request, "preview");
    return answer;
  }

  /** What a change would get. */
  PreviewForm preview(ConfigurationRow row, ChangeOrder order, Optional<IdempotentRequest> request)
      throws EngineUnavailable {
    repeats.seen(request);
    AccountRow account = accounts.find(row.accountId()).orElseThrow();
    Terms terms = terms(account, account.held().minus(row.held()));
    ConfigurationDocument desired = order.document();
    List<Problem> refusals = terms.refusals(desired, acceptance.rehearsed(order));
    DocumentChange change =
        DocumentChange.of(
            Optional.of(row.document()).filter(d -> row.state() != ConfigurationState.FAILED),
            desired);
    PreviewForm answer =
        PreviewForm.from(
            scheduler.preview(
                account.id(), Optional.of(row.id()), desired.withComponents(change.built(desired))),
            refusals,
            terms.price(desired),
            Optional.of(change.components().stream().map(ChangeForm::from).toList()));
    repeats.note(request, "preview");
    return answer;
  }

  /**
   * What an account may hold and pays, looked up once for an answer.
   *
   * @param elsewhere what it holds beside
   */
  private record Terms(
      Subscriptions subscriptions,
      PlanCatalogue catalogue,
      Currency currency,
      HeldQuota elsewhere) {

    /** What an order would be refused with before any node is looked for. */
    List<Problem> refusals(ConfigurationDocument document, Optional<Problem> rehearsed) {
      return Stream.concat(
              new OverAllotment(subscriptions, catalogue).of(document, elsewhere).stream(),
              refusal(rehearsed).stream())
          .toList();
    }

    Optional<Money> price(ConfigurationDocument document) {
      return subscriptions.priceFor(
          elsewhere.plus(DocumentQuota.of(document)), catalogue, currency);
    }
  }

  private Terms terms(AccountRow account, HeldQuota elsewhere) {
    return new Terms(
        plans.of(account.id()),
        plans.catalogue(),
        Currency.getInstance(account.currency()),
        elsewhere);
  }

  /** What is not valid is refused as in an order; a ceiling is told with what would help. */
  private static Optional<Problem> refusal(Optional<Problem> refusal) {
    if (refusal.isPresent() && refusal.get().name().equals("validation")) {
      throw new Refusal(refusal.get());
    }
    return refusal.filter(
        problem -> Set.of("conflict", "interruption-not-allowed").contains(problem.name()));
  }
}
