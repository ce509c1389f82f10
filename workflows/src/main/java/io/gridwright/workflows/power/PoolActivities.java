package io.gridwright.workflows.power;

import io.gridwright.workflows.operation.MachineStep;
import io.temporal.activity.ActivityInterface;

/** Pools whose members come and go. Queue HYPERVISOR. */
@ActivityInterface
public interface PoolActivities {

  /**
   * Waits until balancers that are on reach the machine's services, no longer than the operator
   * allows: one that its customer must mend is started all the same, and gets no traffic.
   */
  void awaitServices(MachineStep step);

  /**
   * Writes a balancer's addresses and rules as they were; never gives up, and leaves to operators
   * what it cannot do in bounded time.
   */
  void rejoin(MachineStep step);
}
