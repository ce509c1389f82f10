package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/**
 * The frame of every operation: opens a run, goes on from the phase that the ledger has, and ends
 * the operation done or undone. What breaks on the way forward is undone; what breaks on the way
 * back, or past the point of no return, breaks the workflow, which its entity opens again.
 *
 * <p>Whether it may still be stopped is decided in one row of the ledger, never here: an
 * interruption only ends the forward scope, and then {@link OperationActivities#undo} says whether
 * to go back or forward. A Temporal cancellation by an operator takes the same way. A failure
 * because a newer run exists ends this one without touching anything.
 */
public final class UndoableOperation {

  /** The forward steps, from a phase on. Must be repeatable from any of them. */
  @FunctionalInterface
  public interface Forward {
    void go(OperationRun run, Phase from);
  }

  /** What takes back everything that the operation holds. Never gives up. */
  @FunctionalInterface
  public interface Undo {
    void of(OperationRun run, List<Target> machines);
  }

  private final OperationActivities operations =
      Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.LEDGER.options());
  private final Undo undo;
  private Completion completion = run -> {};

  private String progress = "starting";
  private boolean interrupted;
  private Optional<CancellationScope> forwardScope = Optional.empty();

  public UndoableOperation(Undo undo) {
    this.undo = undo;
  }

  /** What is left to do past the point of no return. Never gives up; must be repeatable. */
  @FunctionalInterface
  public interface Completion {
    void of(OperationRun run);
  }

  /** This frame, for an operation that has to clear up after its commit. */
  public UndoableOperation completedBy(Completion steps) {
    completion = steps;
    return this;
  }

  /** Carries out an operation that can be undone until it commits. */
  public void carryOut(OperationId operation, Forward forward) {
    unlessStale(() -> carryOut(begin(operation), forward));
  }

  /** Carries out an operation whose point of no return is its beginning. */
  public void carryOutForward(OperationId operation, Forward forward) {
    unlessStale(
        () -> {
          var begun = begin(operation);
          switch (begun.phase()) {
            case ENDED -> progress = "ended";
            case UNDOING -> undo(begun.run(), stopped());
            default -> passAndGo(begun, forward);
          }
        });
  }

  private void carryOut(Begun begun, Forward forward) {
    var run = begun.run();
    switch (begun.phase()) {
      case ENDED -> progress = "ended";
      case COMMITTED -> succeed(run);
      case UNDOING -> undo(run, stopped());
      default -> {
        var failure = tryForward(begun, forward);
        if (failure.isEmpty()) {
          succeed(run);
        } else {
          undo(run, failure.get());
        }
      }
    }
  }

  /** Returns why the forward steps ended early, or nothing. */
  private Optional<Ending> tryForward(Begun begun, Forward forward) {
    if (begun.interrupted() || interrupted) {
      return Optional.of(stopped());
    }
    var scope = Workflow.newCancellationScope(() -> forward.go(begun.run(), begun.phase()));
    forwardScope = Optional.of(scope);
    try {
      scope.run();
      return Optional.empty();
    } catch (TemporalFailure failure) {
      if (Failures.isOfType(failure, FailureTypes.STALE_EPOCH)) {
        throw failure;
      }
      return Optional.of(endingOf(failure));
    } catch (RuntimeException mistake) {
      // A fault of this code would fail its task for ever: the customer is told, and gets it back.
      Workflow.getLogger(UndoableOperation.class)
          .error("{} broke and is undone", begun.run(), mistake);
      return Optional.of(failed(Failures.ofEngine(mistake)));
    } finally {
      forwardScope = Optional.empty();
    }
  }

  private void passAndGo(Begun begun, Forward forward) {
    var run = begun.run();
    if (!operations.passPointOfNoReturn(run)) {
      undo(run, stopped());
      return;
    }
    enter(run, Phase.COMMITTED);
    detached(() -> forward.go(run, begun.phase()));
    succeed(run);
  }

  private void undo(OperationRun run, Ending ending) {
    detached(
        () -> {
          tell("undoing");
          var undoing = operations.undo(run, ending);
          if (undoing.allowed()) {
            undo.of(run, undoing.machines());
            operations.fail(run);
          } else {
            complete(run);
          }
        });
    tell("ended");
  }

  private void succeed(OperationRun run) {
    detached(() -> complete(run));
    tell("ended");
  }

  private void complete(OperationRun run) {
    completion.of(run);
    operations.succeed(run);
  }

  /** Passes the point of no return, or ends the forward steps where a wish to stop came first. */
  public void pass(OperationRun run) {
    if (!operations.passPointOfNoReturn(run)) {
      refuse(Problem.of("conflict", "Stopped before it was done."));
    }
  }

  /** Writes the phase, before the effects that belong to it. */
  public void enter(OperationRun run, Phase phase) {
    tell(phase.name().toLowerCase(java.util.Locale.ROOT));
    operations.enter(run, phase);
  }

  /** Wish to stop: ends the forward scope if there is one; the ledger decides the rest. */
  public void interrupt() {
    interrupted = true;
    forwardScope.ifPresent(scope -> scope.cancel("a wish to stop is in the ledger"));
  }

  public String progress() {
    return progress;
  }

  /** Ends the forward steps with a problem that nothing here can mend. */
  public static void refuse(Problem problem) {
    throw ApplicationFailure.newNonRetryableFailure(
        problem.detail(), FailureTypes.REFUSED, problem);
  }

  private Begun begin(OperationId operation) {
    return operations.begin(operation, Workflow.getInfo().getRunId());
  }

  private void tell(String words) {
    progress = words;
    Workflow.setCurrentDetails(words);
  }

  private static Ending endingOf(TemporalFailure failure) {
    return Failures.isCancellation(failure) ? stopped() : failed(Failures.problemOf(failure));
  }

  private static Ending failed(Problem problem) {
    return new Ending(OperationState.FAILED, Optional.of(problem));
  }

  private static Ending stopped() {
    return new Ending(OperationState.CANCELLED, Optional.empty());
  }

  private static void detached(Runnable steps) {
    Workflow.newDetachedCancellationScope(steps).run();
  }

  private static void unlessStale(Runnable steps) {
    try {
      steps.run();
    } catch (TemporalFailure failure) {
      if (!Failures.isOfType(failure, FailureTypes.STALE_EPOCH)) {
        throw failure;
      }
      Workflow.getLogger(UndoableOperation.class).info("a newer run exists; this one stops");
    }
  }
}
