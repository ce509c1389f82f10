package io.gridwright.workflows.traffic;

import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;
import java.util.Optional;

/** Balancers and the wires between components. Queue HYPERVISOR. */
@ActivityInterface
public interface TrafficActivities {

  /** Writes the balancer's addresses and rules, checks them in the guest, reloads. */
  void balance(MachineStep step);

  /**
   * Measures every link from the guest that uses it (F96) and stores the result.
   *
   * @return the problem if a link is dead or slower than the customer allows
   */
  Optional<Problem> reach(WholeStep step);
}
