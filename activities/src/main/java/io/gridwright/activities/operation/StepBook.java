package io.gridwright.activities.operation;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.StepState;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.StepReport;
import io.gridwright.store.operation.StepRow;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Stepped;
import io.gridwright.workflows.operation.Steps;
import java.util.Optional;
import java.util.function.Predicate;

/** The steps of operations, as the API and the panel show them. */
public final class StepBook {
  private final OperationLedger operations;

  public StepBook(OperationLedger operations) {
    this.operations = operations;
  }

  /** An attempt begins; attempts are counted here. */
  public void begins(Stepped step) {
    report(step, StepState.RUNNING, Optional.empty());
  }

  /**
   * The step is done. One that removes a machine, or leaves it where or as it was, undoes what
   * earlier steps of the operation made of it.
   */
  public void done(Stepped step) {
    report(step, StepState.DONE, Optional.empty());
    if (Steps.UNDONE_BY.contains(step.step())) {
      undone(
          step.run(),
          row -> row.component().equals(step.component()) && row.node().equals(step.node()));
    }
  }

  /** The attempt failed and another will follow. */
  public void waits(Stepped step, String error) {
    report(step, StepState.WAITING, Optional.of(error));
  }

  /** The attempt failed and none will follow. */
  public void failed(Stepped step, String error) {
    report(step, StepState.FAILED, Optional.of(error));
  }

  /** Marks done steps of the whole operation as undone. */
  public void undoneAsAWhole(OperationRun run) {
    undone(run, row -> row.component().isEmpty());
  }

  private void undone(OperationRun run, Predicate<StepRow> which) {
    operations.steps(run.operation()).stream()
        .filter(row -> !Steps.UNDOING.contains(row.name()) && row.state() == StepState.DONE)
        .filter(which)
        .forEach(
            row ->
                operations.step(
                    new StepReport(
                        run.operation(),
                        run.epoch(),
                        row.name(),
                        filled(row.component()),
                        filled(row.node()).map(NodeName::new),
                        StepState.UNDONE,
                        Optional.empty())));
  }

  private void report(Stepped step, StepState state, Optional<String> error) {
    operations.step(
        new StepReport(
            step.run().operation(),
            step.run().epoch(),
            step.step(),
            filled(step.component()),
            filled(step.node()).map(NodeName::new),
            state,
            error));
  }

  private static Optional<String> filled(String word) {
    return Optional.of(word).filter(w -> !w.isEmpty());
  }
}
