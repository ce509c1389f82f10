package io.gridwright.workflows.power;

import io.gridwright.workflows.operation.WholeStep;
import io.temporal.activity.ActivityInterface;

/** What the ledger knows of the power of machines. Queue LEDGER. */
@ActivityInterface
public interface PowerLedgerActivities {

  /** What the operation is to switch. */
  PowerPlan planPower(WholeStep step);

  /** Says that a machine will be off, so that balancers which are told next send it nothing. */
  void withdraw(PowerStep step);

  /** Says whether a machine's addresses are, or will be, withdrawn while it runs. */
  void suspend(PowerStep step, boolean suspended);
}
