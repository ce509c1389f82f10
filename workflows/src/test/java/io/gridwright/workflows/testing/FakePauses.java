package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.traffic.PauseActivities;
import java.util.List;

/** The balancers in {@link FakeLedger}. */
final class FakePauses implements PauseActivities {
  private final FakeLedger ledger;
  private final Script script;

  FakePauses(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  @Override
  public List<Target> balancers(OperationRun run) {
    return script.play(
        "balancers",
        () -> {
          ledger.current(run);
          return ledger.ofConfiguration().stream()
              .filter(machine -> machine.kind() == ComponentKind.LOAD_BALANCER)
              .toList();
        });
  }
}
