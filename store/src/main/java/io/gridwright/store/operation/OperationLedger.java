package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.StepState;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Transactions;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The life of operations. Every write names the run that makes it; one of an earlier run is refused
 * with {@link StaleEpochException}. Whether an operation may still be stopped is decided in its row
 * alone: the wish to stop and the point of no return exclude each other there.
 */
public final class OperationLedger {
  private final Transactions transactions;
  private final EventLog events;
  private final OperationEnding ending;
  private final InstantSource realTime;

  public OperationLedger(Transactions transactions, EventLog events, InstantSource realTime) {
    this.transactions = transactions;
    this.events = events;
    this.ending = new OperationEnding(events);
    this.realTime = realTime;
  }

  public Optional<OperationRow> find(OperationId id) {
    return transactions.call(handle -> handle.attach(OperationRepository.class).find(id));
  }

  /**
   * The same, of one that must be there.
   *
   * @throws UnknownOperationException if not
   */
  public OperationRow required(OperationId id) {
    return find(id).orElseThrow(() -> new UnknownOperationException(id));
  }

  /**
   * The same, as a run of that epoch has it.
   *
   * @throws StaleEpochException where a newer run exists, or it has ended
   */
  public OperationRow current(OperationId id, Epoch epoch) {
    return CurrentRun.checked(required(id), epoch);
  }

  /** Operations of an account after the id last seen (empty: from the first), oldest first. */
  public List<OperationRow> ofAccount(AccountId account, Optional<OperationId> after, int limit) {
    return transactions.call(
        handle ->
            handle
                .attach(OperationRepository.class)
                .ofAccount(account, after.map(OperationId::value).orElse(""), limit));
  }

  /** Operations of a configuration after the id last seen, oldest first. */
  public List<OperationRow> ofConfiguration(
      ConfigurationId configuration, Optional<OperationId> after, int limit) {
    return transactions.call(
        handle ->
            handle
                .attach(OperationRepository.class)
                .ofConfiguration(configuration, after.map(OperationId::value).orElse(""), limit));
  }

  /** Operations of everybody, for operators. */
  public List<OperationRow> all(Optional<OperationId> after, int limit) {
    return transactions.call(
        handle ->
            handle
                .attach(OperationRepository.class)
                .all(after.map(OperationId::value).orElse(""), limit));
  }

  /** A configuration's queue: what has not ended, in the order in which it runs. */
  public List<OperationRow> open(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(OperationRepository.class).open(configuration));
  }

  /** The operation of a kind that a configuration accepted last, ended or not. */
  public Optional<OperationRow> last(ConfigurationId configuration, OperationKind kind) {
    return transactions.call(
        handle -> handle.attach(OperationRepository.class).last(configuration, kind));
  }

  /** A started operation that has not ended, else the first of the queue (DESIGN section 4). */
  public Optional<QueuedOperation> next(ConfigurationId configuration) {
    return open(configuration).stream()
        .findFirst()
        .map(
            row ->
                new QueuedOperation(
                    row.id(),
                    row.configurationId(),
                    row.accountId(),
                    row.number(),
                    row.kind(),
                    row.state() == OperationState.RUNNING));
  }

  /** Opens a run: a new epoch, unless this run has one already. An ended operation stays so. */
  public Begun begin(OperationId id, String runId) {
    return transactions.call(handle -> begin(handle, id, runId));
  }

  /**
   * Writes the phase, before the effects that belong to it.
   *
   * @throws StaleEpochException if a later run began, or the operation ended
   */
  public void advance(OperationId id, Epoch epoch, Phase phase) {
    transactions.run(
        handle -> {
          CurrentRun.exclusive(handle, id, epoch);
          handle.attach(OperationRepository.class).enter(id, phase);
        });
  }

  /** Forbids stopping from here on; false if a wish to stop came first, or undoing began. */
  public boolean passPointOfNoReturn(OperationId id, Epoch epoch) {
    return transactions.call(handle -> pass(handle, CurrentRun.exclusive(handle, id, epoch)));
  }

  /**
   * Passes the point of no return inside a transaction that holds the operation's row for update.
   */
  public boolean pass(Handle handle, OperationRow operation) {
    if (operation.pointOfNoReturnAt().isPresent()) {
      return true;
    }
    if (operation.stopWanted() || operation.phase() == Phase.UNDOING) {
      return false;
    }
    handle
        .attach(OperationRepository.class)
        .passPointOfNoReturn(operation.id(), realTime.instant());
    return true;
  }

  /** Where an operation stands between wishes to stop and the point of no return. */
  public InterruptState interruptState(OperationId id) {
    OperationRow row = find(id).orElseThrow(() -> new UnknownOperationException(id));
    return new InterruptState(
        row.state().ended(),
        row.cancelRequestedAt().isPresent(),
        row.interruptRequestedAt().isPresent(),
        row.pointOfNoReturnAt().isPresent());
  }

  /**
   * Enters UNDOING unless the operation is past its point of no return. How it will end is kept, so
   * that a later run of the undo tells the same: CANCELLED where a stop was wanted, else as given.
   */
  public Undoing undo(OperationId id, Epoch epoch, OperationState end, Optional<Problem> error) {
    return transactions.call(
        handle -> undo(handle, CurrentRun.exclusive(handle, id, epoch), end, error));
  }

  /**
   * Keeps what an attempt of a step has to tell, and tells those who watch.
   *
   * @throws StaleEpochException if a later run began, or the operation ended: the attempt must stop
   */
  public void step(StepReport report) {
    transactions.run(handle -> step(handle, report));
  }

  public List<StepRow> steps(OperationId id) {
    return transactions.call(handle -> handle.attach(StepRepository.class).of(id));
  }

  /** Keeps what was measured between guests. */
  public void verified(OperationId id, Epoch epoch, LinkMeasurements links) {
    transactions.run(
        handle -> {
          CurrentRun.exclusive(handle, id, epoch);
          handle.attach(OperationRepository.class).verified(id, links);
        });
  }

  /** Remembers which workflow carries the operation out, for operators. */
  public void runsAs(OperationId id, String workflowId, String runId) {
    transactions.run(
        handle -> handle.attach(OperationRepository.class).runsAs(id, workflowId, runId));
  }

  /**
   * Ends the operation as SUCCEEDED; a repeat does nothing.
   *
   * @return false if a wish to stop came before the point of no return: then it must be undone
   */
  public boolean succeed(OperationId id, Epoch epoch) {
    return transactions.call(
        handle -> {
          Optional<OperationRow> open = lockToEnd(handle, id, epoch, OperationState.SUCCEEDED);
          if (open.isEmpty()) {
            return true;
          }
          if (!pass(handle, open.get())) {
            return false;
          }
          ending.end(
              handle, open.get(), OperationState.SUCCEEDED, Optional.empty(), realTime.instant());
          return true;
        });
  }

  /** Ends an operation whose undoing is complete, as {@link #undo} said; a repeat does nothing. */
  public void fail(OperationId id, Epoch epoch) {
    fail(id, epoch, Optional.empty(), OperationState.FAILED);
  }

  /** Ends an operation that did nothing, or undid all it did, for the reason given. */
  public void fail(OperationId id, Epoch epoch, Problem error, OperationState end) {
    fail(id, epoch, Optional.of(error), end);
  }

  /** Configurations with operations that have not ended; first those that nobody has taken up. */
  public List<Unfinished> unfinished() {
    return transactions.call(handle -> handle.attach(OperationRepository.class).unfinished());
  }

  /** Operations that have not ended and run beside their configuration's queue. */
  public List<OperationRow> unfinishedBeside() {
    return transactions.call(handle -> handle.attach(OperationRepository.class).unfinishedBeside());
  }

  /** Keeps a placement that the operation follows; attempts count from 1. */
  public int storePlan(OperationId id, Epoch epoch, Map<String, Object> plan) {
    return transactions.call(
        handle -> {
          CurrentRun.exclusive(handle, id, epoch);
          PlacementPlanRepository plans = handle.attach(PlacementPlanRepository.class);
          int attempt = plans.last(id) + 1;
          plans.insert(id, attempt, plan, realTime.instant());
          return attempt;
        });
  }

  /** The placement that an operation follows, if it has one. */
  public Optional<Map<String, Object>> lastPlan(OperationId id) {
    return transactions.call(
        handle -> {
          PlacementPlanRepository plans = handle.attach(PlacementPlanRepository.class);
          return plans.find(id, plans.last(id)).stream()
              .map(PlacementPlanRepository.Plan::document)
              .findFirst();
        });
  }

  /** A stored placement. */
  public Optional<Map<String, Object>> plan(OperationId id, int attempt) {
    return transactions.call(
        handle ->
            handle.attach(PlacementPlanRepository.class).find(id, attempt).stream()
                .map(PlacementPlanRepository.Plan::document)
                .findFirst());
  }

  private Begun begin(Handle handle, OperationId id, String runId) {
    OperationRepository operations = handle.attach(OperationRepository.class);
    OperationRow row = operations.lock(id).orElseThrow(() -> new UnknownOperationException(id));
    if (row.state().ended() || row.runId().equals(Optional.of(runId))) {
      return begun(row, row.epoch());
    }
    Epoch epoch = new Epoch(row.epoch().value() + 1);
    operations.begin(id, epoch, runId, realTime.instant());
    if (row.state() == OperationState.QUEUED) {
      ending.tell(handle, row, OperationState.RUNNING, Optional.empty());
    }
    return begun(row, epoch);
  }

  private static Begun begun(OperationRow row, Epoch epoch) {
    return new Begun(
        row.id(),
        epoch,
        row.phase(),
        row.kind(),
        row.configurationId(),
        row.accountId(),
        row.stopWanted() && row.pointOfNoReturnAt().isEmpty());
  }

  private static Undoing undo(
      Handle handle, OperationRow row, OperationState end, Optional<Problem> error) {
    if (row.pointOfNoReturnAt().isPresent()) {
      return new Undoing(false, OperationState.SUCCEEDED);
    }
    if (row.undoingTo().isPresent()) {
      return new Undoing(true, row.undoingTo().get());
    }
    OperationState kept = row.stopWanted() ? OperationState.CANCELLED : end;
    handle.attach(OperationRepository.class).undo(row.id(), kept, error);
    return new Undoing(true, kept);
  }

  private void fail(OperationId id, Epoch epoch, Optional<Problem> error, OperationState end) {
    transactions.run(
        handle ->
            lockToEnd(handle, id, epoch, end)
                .ifPresent(
                    row -> {
                      Undoing undoing = undo(handle, row, end, error);
                      if (!undoing.allowed()) {
                        throw new IllegalStateException(
                            "operation %s is past its point of no return and can only succeed"
                                .formatted(id.value()));
                      }
                      ending.end(
                          handle,
                          row,
                          undoing.end(),
                          row.error().or(() -> error),
                          realTime.instant());
                    }));
  }

  /** Locks in the ledger's order; empty if this very run ended the operation before. */
  private static Optional<OperationRow> lockToEnd(
      Handle handle, OperationId id, Epoch epoch, OperationState end) {
    OperationRow seen =
        handle
            .attach(OperationRepository.class)
            .find(id)
            .orElseThrow(() -> new UnknownOperationException(id));
    OperationEnding.lockOwners(handle, seen);
    OperationRow row = handle.attach(OperationRepository.class).lock(id).orElseThrow();
    boolean sameEnd =
        (row.state() == OperationState.SUCCEEDED) == (end == OperationState.SUCCEEDED);
    if (row.state().ended() && row.epoch().equals(epoch) && sameEnd) {
      return Optional.empty();
    }
    return Optional.of(CurrentRun.exclusive(handle, id, epoch));
  }

  private void step(Handle handle, StepReport report) {
    OperationRow row = CurrentRun.shared(handle, report.operation(), report.epoch());
    Instant now = realTime.instant();
    boolean begins = report.state() == StepState.RUNNING;
    boolean open = begins || report.state() == StepState.WAITING;
    handle
        .attach(StepRepository.class)
        .report(
            report.operation(),
            report.name(),
            report.component().orElse(""),
            report.node().map(n -> n.value()).orElse(""),
            report.state(),
            begins ? 1 : 0,
            now,
            open ? Optional.empty() : Optional.of(now),
            report.error());
    tell(handle, row, report);
  }

  private void tell(Handle handle, OperationRow row, StepReport report) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", row.id().value());
    payload.put("kind", row.kind().name());
    payload.put("state", row.state().name());
    payload.put("step", report.name().value());
    report.component().ifPresent(component -> payload.put("component", component));
    report.node().ifPresent(node -> payload.put("node", node.value()));
    payload.put("stepState", report.state().name());
    report.error().ifPresent(error -> payload.put("error", error));
    events.append(
        handle,
        row.accountId(),
        row.configurationId(),
        Optional.of(row.id()),
        EventKind.OPERATION,
        payload);
  }
}
