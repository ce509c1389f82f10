package io.gridwright.workflows.power;

import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.Target;
import java.util.List;
import java.util.Optional;

/**
 * What an operation is to switch, as the ledger has it.
 *
 * @param turns the first of the turns that its steps have at each machine
 * @param machines of the components that it names
 * @param balancers of the configuration that are on
 * @param refusal why nothing can be switched
 */
public record PowerPlan(
    PowerAction action,
    long turns,
    List<Switched> machines,
    List<Target> balancers,
    Optional<Problem> refusal) {
  public PowerPlan {
    machines = List.copyOf(machines);
    balancers = List.copyOf(balancers);
  }

  /**
   * A machine that is switched.
   *
   * @param before what its customer wanted of it before this operation
   * @param pooled whether balancers send it traffic
   */
  public record Switched(Target machine, WantedPower before, boolean pooled) {}
}
