package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.BalancedPorts;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.domain.configuration.OverAllotment;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.AccountRepository;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.event.EventLog;
import io.gridwright.store.operation.OperationEnding;
import io.gridwright.store.operation.OperationPayload;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;

/**
 * Acceptance of operations, each in one transaction (DESIGN section 4): lock the account, then the
 * configuration; check; hold the quota that the change adds; insert the operation. Whoever is
 * refused with a {@link Refusal} changed nothing. Nudging the workflow comes after, and may fail.
 */
public final class Acceptance {
  private static final int QUEUE_LIMIT = 20;

  private final Transactions transactions;
  private final IdSource ids;
  private final Plans plans;
  private final Idempotency idempotency;
  private final OperationEnding ending;
  private final PublicClaims claims;
  private final DocumentSwitch documents;
  private final InstantSource realTime;

  public Acceptance(
      Transactions transactions,
      IdSource ids,
      Plans plans,
      EventLog events,
      InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.plans = plans;
    this.idempotency = new Idempotency(realTime);
    this.ending = new OperationEnding(events);
    this.claims = new PublicClaims(realTime);
    this.documents = new DocumentSwitch(ids, realTime);
    this.realTime = realTime;
  }

  /**
   * Accepts a new configuration.
   *
   * @throws Refusal {@code account-restricted}, {@code over-allotment} with field, what is
   *     available and the plan that would do (F24, F34), {@code conflict} for a name in use and for
   *     addresses and ports balanced elsewhere (F41), {@code validation} for a public address that
   *     is not the operator's, {@code idempotency-key-reused}
   */
  public AcceptedOrder provision(ProvisionOrder order) {
    return transactions.call(handle -> provision(handle, order));
  }

  /** Ends a rehearsal's transaction without a trace. */
  private static final class Rehearsed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What an order of this document would be refused with now; nothing is kept of it. */
  public Optional<Problem> rehearsed(ProvisionOrder order) {
    return rehearsed(handle -> provision(handle, order));
  }

  private Optional<Problem> rehearsed(HandleConsumer<RuntimeException> acceptance) {
    try {
      transactions.run(
          handle -> {
            acceptance.useHandle(handle);
            throw new Rehearsed();
          });
      throw new IllegalStateException("a rehearsal was accepted");
    } catch (Rehearsed passed) {
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.problem());
    }
  }

  /**
   * Accepts a deletion: cancels what is queued, asks what runs to stop. Where a deletion was
   * accepted already, that one is answered.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where it is deleted, {@code
   *     precondition-failed} where its document changed
   */
  public AcceptedOrder delete(DeleteOrder order) {
    return transactions.call(handle -> delete(handle, order));
  }

  /**
   * Accepts a change of a configuration's document (F116-F125). One that was undone is built anew.
   *
   * @throws Refusal as for a new one, and {@code not-found}, {@code precondition-failed} where its
   *     document changed, {@code conflict} while it is being deleted, {@code rate-limited} with
   *     more than 20 queued, {@code validation} for what cannot be changed, {@code
   *     interruption-not-allowed}
   */
  public AcceptedOrder reconfigure(ChangeOrder order) {
    return transactions.call(handle -> reconfigure(handle, order));
  }

  /** What a change would be refused with now; nothing is kept of it. */
  public Optional<Problem> rehearsed(ChangeOrder order) {
    return rehearsed(handle -> reconfigure(handle, order));
  }

  /**
   * Accepts an operation that changes neither document nor quota.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where it is deleted or is going to be,
   *     {@code account-restricted}, {@code rate-limited} with more than 20 queued
   */
  public AcceptedOrder submit(Submission submission) {
    return transactions.call(handle -> submit(handle, submission, row -> submission.payload()));
  }

  /**
   * Accepts that components are switched on or off.
   *
   * @throws Refusal as {@link #submit}; {@code validation} for components that are not there,
   *     {@code conflict} for those whose state does not allow it
   */
  public AcceptedOrder power(PowerOrder order) {
    return transactions.call(
        handle ->
            submit(
                handle,
                order.submission(),
                row -> Optional.of(PowerJudge.judged(handle, row, order))));
  }

  /** What an operation is to do, once its configuration is locked. */
  private interface Wish {
    Optional<OperationPayload> of(ConfigurationRow row);
  }

  /**
   * Takes a cancellation: a queued operation ends at once, a running one is asked to stop.
   *
   * @throws Refusal {@code not-found}, {@code conflict} past the point of no return, or where it
   *     ended, is being undone after a failure or is nobody's of the account
   */
  public CancelResult cancel(AccountId account, OperationId operation) {
    return transactions.call(handle -> cancel(handle, customers(handle, account, operation)));
  }

  /**
   * The same, by an operator, of what the platform itself asked for.
   *
   * @throws Refusal {@code not-found}, {@code forbidden} for what a customer asked for, {@code
   *     conflict} as for customers
   */
  public CancelResult cancelOwn(OperationId operation) {
    return transactions.call(handle -> cancel(handle, platforms(handle, operation)));
  }

  private AcceptedOrder provision(Handle handle, ProvisionOrder order) {
    AccountRow account = lockAccount(handle, order.accountId());
    OperationId operation = new OperationId(ids.next());
    Optional<AcceptedOrder> earlier = earlier(handle, order.request(), operation);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    requireUnrestricted(account);
    requireFree(handle, order);
    HeldQuota quota = requireAllotment(handle, account, account.held(), order.document());

    Instant now = realTime.instant();
    ConfigurationId id = new ConfigurationId(ids.next());
    ConfigurationDocument document = identified(order.document());
    insert(handle, order.accountId(), id, document, quota, now);
    insertOperation(
        handle,
        order.accountId(),
        id,
        operation,
        1,
        OperationKind.PROVISION,
        Optional.of(order.userId()),
        Optional.of(document),
        1,
        Optional.empty());
    claims.claim(handle, order.accountId(), id, operation, document);
    return accepted(handle, operation, false);
  }

  private AcceptedOrder reconfigure(Handle handle, ChangeOrder order) {
    AccountRow account = lockAccount(handle, order.accountId());
    requireUnrestricted(account);
    ConfigurationRow row = lockLive(handle, order.accountId(), order.configurationId());
    requireVersion(row, order.ifMatch());
    OperationRepository operations = handle.attach(OperationRepository.class);
    List<OperationRow> open = operations.lockOpen(row.id());
    requireStaying(open, "order a new one");
    requireShortQueue(open, true);
    List<ComponentRow> rows = handle.attach(ConfigurationRepository.class).components(row.id());
    ConfigurationDocument desired = documents.identified(order.document(), row.document(), rows);
    boolean stands =
        open.stream().anyMatch(o -> o.document().isPresent())
            || operations.standing(row.id(), Integer.MAX_VALUE).isPresent();
    documents.requirePossible(
        stands ? Optional.of(row.document()) : Optional.empty(),
        desired,
        rows,
        order.allowInterruption());
    requireAllotment(handle, account, account.held().minus(row.held()), desired);

    OperationId operation = new OperationId(ids.next());
    insertOperation(
        handle,
        row.accountId(),
        row.id(),
        operation,
        nextNumber(handle, row),
        OperationKind.RECONFIGURE,
        Optional.of(order.userId()),
        Optional.of(desired),
        row.version() + 1,
        Optional.empty());
    documents.write(handle, row, desired);
    claims.claim(handle, row.accountId(), row.id(), operation, desired);
    return accepted(handle, operation, false);
  }

  /**
   * Refuses what a deletion that was accepted would end.
   *
   * @param instead what is left to say or do
   */
  static void requireStaying(List<OperationRow> open, String instead) {
    if (open.stream().anyMatch(o -> o.kind() == OperationKind.DELETE)) {
      throw Refusal.of("conflict", "The configuration is being deleted; " + instead + ".");
    }
  }

  private static void requireVersion(ConfigurationRow row, long ifMatch) {
    if (row.version() != ifMatch) {
      throw Refusal.of(
          "precondition-failed",
          "The configuration is at version %d, not %d; read it again and decide anew."
              .formatted(row.version(), ifMatch));
    }
  }

  private AcceptedOrder delete(Handle handle, DeleteOrder order) {
    lockAccount(handle, order.accountId());
    ConfigurationRow row = lockLive(handle, order.accountId(), order.configurationId());
    OperationRepository operations = handle.attach(OperationRepository.class);
    List<OperationRow> open = operations.lockOpen(row.id());
    // Before the version is looked at: what the deletion interrupts raises it by being undone.
    Optional<OperationRow> deletion =
        open.stream().filter(o -> o.kind() == OperationKind.DELETE).findFirst();
    if (deletion.isPresent()) {
      return accepted(handle, deletion.get().id(), true);
    }
    requireVersion(row, order.ifMatch());
    OperationId operation = insertNext(handle, row, OperationKind.DELETE, order.userId());
    Instant now = realTime.instant();
    for (OperationRow other : open) {
      if (!other.kind().queued()) {
        ending.end(handle, other, OperationState.CANCELLED, Optional.of(deletedBeside()), now);
      } else if (other.state() == OperationState.QUEUED) {
        ending.end(handle, other, OperationState.CANCELLED, Optional.of(deletedMeanwhile()), now);
      } else {
        operations.requestInterrupt(other.id(), now);
      }
    }
    return accepted(handle, operation, false);
  }

  private AcceptedOrder submit(Handle handle, Submission submission, Wish wish) {
    AccountRow account = lockAccount(handle, submission.accountId());
    OperationId operation = new OperationId(ids.next());
    Optional<AcceptedOrder> earlier = earlier(handle, submission.request(), operation);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    boolean customers = submission.requestedBy().isPresent();
    if (customers) {
      requireUnrestricted(account);
    }
    ConfigurationRow row = lockLive(handle, submission.accountId(), submission.configurationId());
    OperationRepository operations = handle.attach(OperationRepository.class);
    List<OperationRow> open = operations.lockOpen(row.id());
    requireStaying(open, "order a new one"); // nothing may be built behind a deletion
    requireShortQueue(open, customers);
    Optional<OperationPayload> payload = wish.of(row);
    insertOperation(
        handle,
        row.accountId(),
        row.id(),
        operation,
        nextNumber(handle, row),
        submission.kind(),
        submission.requestedBy(),
        Optional.empty(),
        row.version(),
        payload);
    if (submission.kind().interrupts()) {
      open.stream()
          .filter(o -> o.state() == OperationState.RUNNING && o.kind().queued())
          .filter(o -> o.kind().rank() > submission.kind().rank())
          .forEach(o -> operations.requestInterrupt(o.id(), realTime.instant()));
    }
    return accepted(handle, operation, false);
  }

  private static OperationRow customers(Handle handle, AccountId account, OperationId id) {
    OperationRow seen =
        handle
            .attach(OperationRepository.class)
            .find(id)
            .filter(o -> o.accountId().equals(account))
            .orElseThrow(() -> Refusal.of("not-found", "There is no such operation of yours."));
    if (seen.requestedBy().isEmpty() && !seen.state().ended()) {
      throw Refusal.of(
          "conflict",
          "This %s is the platform's own and cannot be cancelled by you; it ends by itself."
              .formatted(seen.kind()));
    }
    return seen;
  }

  private static OperationRow platforms(Handle handle, OperationId id) {
    OperationRow seen =
        handle
            .attach(OperationRepository.class)
            .find(id)
            .orElseThrow(() -> Refusal.of("not-found", "There is no such operation."));
    if (seen.requestedBy().isPresent()) {
      throw Refusal.of(
          "forbidden",
          "A customer asked for this %s; only users of the account may cancel it."
              .formatted(seen.kind()));
    }
    return seen;
  }

  private CancelResult cancel(Handle handle, OperationRow seen) {
    OperationRepository operations = handle.attach(OperationRepository.class);
    OperationId id = seen.id();
    OperationEnding.lockOwners(handle, seen);
    OperationRow row = operations.lock(id).orElseThrow();
    if (!row.state().ended() && !row.kind().queued()) {
      throw Refusal.of(
          "conflict", "What is paused is so at once and cannot be cancelled; play it instead.");
    }
    if (row.state() == OperationState.QUEUED) {
      ending.end(handle, row, OperationState.CANCELLED, Optional.empty(), realTime.instant());
      return new CancelResult.Cancelled(operations.find(id).orElseThrow());
    }
    boolean failing = row.undoingTo().equals(Optional.of(OperationState.FAILED));
    if (row.state() == OperationState.RUNNING && row.pointOfNoReturnAt().isEmpty() && !failing) {
      operations.requestCancel(id, realTime.instant());
      return new CancelResult.Requested(operations.find(id).orElseThrow());
    }
    throw Refusal.of("conflict", tooLate(row, failing));
  }

  private static String tooLate(OperationRow row, boolean failing) {
    if (row.state().ended()) {
      return "The operation has ended %s; there is nothing left to cancel.".formatted(row.state());
    }
    return failing
        ? "The operation failed and is being undone already; wait for its end."
        : "The operation is past its point of no return and will finish; undo it by a new one.";
  }

  private Optional<AcceptedOrder> earlier(
      Handle handle, Optional<IdempotentRequest> request, OperationId operation) {
    return request
        .flatMap(r -> idempotency.claim(handle, r, operation.value()))
        .map(made -> accepted(handle, new OperationId(made), true));
  }

  private AcceptedOrder accepted(Handle handle, OperationId id, boolean replayed) {
    OperationRow operation = handle.attach(OperationRepository.class).find(id).orElseThrow();
    ConfigurationRow configuration =
        handle
            .attach(ConfigurationRepository.class)
            .find(operation.configurationId())
            .orElseThrow();
    if (!replayed) {
      ending.tell(handle, operation, OperationState.QUEUED, Optional.empty());
    }
    return new AcceptedOrder(operation, configuration, replayed);
  }

  static AccountRow lockAccount(Handle handle, AccountId id) {
    return handle
        .attach(AccountRepository.class)
        .lock(id)
        .orElseThrow(() -> Refusal.of("not-found", "There is no such account."));
  }

  static ConfigurationRow lockLive(Handle handle, AccountId account, ConfigurationId id) {
    ConfigurationRow row =
        handle
            .attach(ConfigurationRepository.class)
            .lock(account, id)
            .orElseThrow(() -> Refusal.of("not-found", "There is no such configuration of yours."));
    if (row.state() == ConfigurationState.DELETED) {
      throw Refusal.of("conflict", "The configuration is deleted; order a new one.");
    }
    return row;
  }

  static void requireUnrestricted(AccountRow account) {
    if (account.restrictedAt().isPresent()) {
      throw Refusal.of(
          "account-restricted",
          "The account is restricted since %s; pay what is due or change the plan, then repeat."
              .formatted(account.restrictedAt().get()));
    }
  }

  private static void requireFree(Handle handle, ProvisionOrder order) {
    String name = order.document().name();
    if (handle.attach(ConfigurationRepository.class).named(order.accountId(), name) > 0) {
      throw new Refusal(
          Problem.of(
                  "conflict",
                  "You have a configuration named \"%s\"; choose another name.".formatted(name))
              .withErrors(List.of(new FieldError("/name", "is in use; choose another"))));
    }
    List<FieldError> twice = BalancedPorts.conflicts(order.document());
    if (!twice.isEmpty()) {
      throw new Refusal(Problem.of("conflict", twice.get(0).message()).withErrors(twice));
    }
  }

  private HeldQuota requireAllotment(
      Handle handle, AccountRow account, HeldQuota elsewhere, ConfigurationDocument document) {
    new OverAllotment(plans.of(handle, account.id()), Plans.catalogue(handle))
        .of(document, elsewhere)
        .ifPresent(
            problem -> {
              throw new Refusal(problem);
            });
    return DocumentQuota.of(document);
  }

  private static void requireShortQueue(List<OperationRow> open, boolean customers) {
    long queued =
        open.stream().filter(o -> o.state() == OperationState.QUEUED && o.kind().queued()).count();
    if (customers && queued >= QUEUE_LIMIT) {
      throw Refusal.of(
          "rate-limited",
          "%d operations of this configuration wait already; repeat when some have ended."
              .formatted(queued));
    }
  }

  private ConfigurationDocument identified(ConfigurationDocument document) {
    return document.withComponents(
        document.components().stream()
            .map(c -> c.identified(new ComponentId(ids.next())))
            .toList());
  }

  private static void insert(
      Handle handle,
      AccountId account,
      ConfigurationId id,
      ConfigurationDocument document,
      HeldQuota quota,
      Instant now) {
    handle.attach(AccountRepository.class).hold(account, quota);
    ConfigurationRepository configurations = handle.attach(ConfigurationRepository.class);
    configurations.insert(
        id,
        account,
        document.name(),
        document,
        quota,
        document.effectiveRisk().risky(),
        document.dedicated(),
        now);
    for (Component component : document.components()) {
      configurations.insertComponent(
          component.id().orElseThrow(), id, component, component.expected(), now);
    }
  }

  private OperationId insertNext(
      Handle handle, ConfigurationRow row, OperationKind kind, UserId user) {
    OperationId operation = new OperationId(ids.next());
    insertOperation(
        handle,
        row.accountId(),
        row.id(),
        operation,
        nextNumber(handle, row),
        kind,
        Optional.of(user),
        Optional.empty(),
        row.version(),
        Optional.empty());
    return operation;
  }

  static int nextNumber(Handle handle, ConfigurationRow row) {
    handle.attach(ConfigurationRepository.class).countOperation(row.id());
    return row.nextOperationNumber();
  }

  private void insertOperation(
      Handle handle,
      AccountId account,
      ConfigurationId configuration,
      OperationId id,
      int number,
      OperationKind kind,
      Optional<UserId> user,
      Optional<ConfigurationDocument> document,
      long version,
      Optional<OperationPayload> payload) {
    handle
        .attach(OperationRepository.class)
        .insert(
            id,
            configuration,
            account,
            number,
            kind,
            kind.rank(),
            user,
            realTime.instant(),
            document,
            version,
            payload);
  }

  private static Problem deletedBeside() {
    return Problem.of(
        "conflict", "The configuration is being deleted; whether the balancer heard is open.");
  }

  private static Problem deletedMeanwhile() {
    return Problem.of(
        "conflict", "The configuration was deleted before this began; nothing was done.");
  }
}
