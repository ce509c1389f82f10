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
   * Writes the balancer's rules, for what is paused now, and reloads. Does nothing where the
   * balancer was never set up.
   */
  void pause(MachineStep step);

  /**
   * Measures every link from the guest that uses it (F96) and stores the result.
   *
   * @return the problem if a link is dead or slower than the customer allows
   */
  Optional<Problem> reach(WholeStep step);

  /**
   * Measures the links of what was built and does not serve yet, as they will be.
   *
   * @return the problem if one is dead or too slow
   */
  Optional<Problem> tryOut(WholeStep step);

  /**
   * Waits until no connection is left at a machine to which nothing is sent any more, no longer
   * than the operator allows.
   */
  void drain(MachineStep step);
}
