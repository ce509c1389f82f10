package io.gridwright.workflows.testing;

import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.grid.ReservationActivities;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Capacity in {@link FakeLedger}. */
public final class FakeReservations implements ReservationActivities {
  private final FakeLedger ledger;
  private final FakeScheduler scheduler;
  private final Script script;
  private int racesToLose;
  private Optional<Problem> commitRefusal = Optional.empty();

  FakeReservations(FakeLedger ledger, FakeScheduler scheduler, Script script) {
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.script = script;
  }

  /** Others take the room so many times. */
  public synchronized void loseRaces(int times) {
    racesToLose = times;
  }

  /** The commitment is refused. */
  public synchronized void refuseCommitment(Problem problem) {
    commitRefusal = Optional.of(problem);
  }

  @Override
  public Reservation reserve(WholeStep step, int plan) {
    return play(
        "reserve",
        () -> {
          ledger.current(step.run());
          if (racesToLose > 0) {
            racesToLose--;
            return new Reservation(false, List.of());
          }
          return new Reservation(
              true, ledger.reserves(step.run().operation(), scheduler.nodesOf(plan)));
        });
  }

  @Override
  public void release(WholeStep step) {
    play(
        "release",
        () -> {
          ledger.current(step.run());
          ledger.current(step.run().operation()).forEach(ledger::givesBack);
          return true;
        });
  }

  @Override
  public List<Target> machines(WholeStep step) {
    return play(
        "machines",
        () ->
            new ArrayList<>(
                ledger.current(step.run()).kind == OperationKind.DELETE
                    ? ledger.ofConfiguration()
                    : ledger.current(step.run().operation())));
  }

  @Override
  public Commit commit(WholeStep step) {
    return play(
        "commit",
        () -> {
          var row = ledger.current(step.run());
          if (commitRefusal.isPresent() || row.stopWanted && !row.pastNoReturn) {
            return new Commit(false, commitRefusal);
          }
          row.pastNoReturn = true;
          row.phase = Phase.COMMITTED;
          ledger.commits(step.run().operation());
          return new Commit(true, Optional.empty());
        });
  }

  private <T> T play(String step, Supplier<T> effect) {
    return script.play(
        step,
        () -> {
          synchronized (ledger) {
            return effect.get();
          }
        });
  }
}
