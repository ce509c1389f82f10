package io.gridwright.workflows.registration;

import io.gridwright.workflows.configuration.ConfigurationWorkflowImpl;
import io.gridwright.workflows.configuration.DeleteWorkflowImpl;
import io.gridwright.workflows.configuration.MoveWorkflowImpl;
import io.gridwright.workflows.configuration.PowerWorkflowImpl;
import io.gridwright.workflows.configuration.PreviewWorkflowImpl;
import io.gridwright.workflows.configuration.ProvisionWorkflowImpl;
import io.gridwright.workflows.configuration.ReconfigureWorkflowImpl;
import io.gridwright.workflows.configuration.RecoverWorkflowImpl;
import io.gridwright.workflows.grid.GridCapacityWorkflowImpl;
import io.gridwright.workflows.grid.GridWatchWorkflowImpl;
import io.gridwright.workflows.grid.LedgerSweepWorkflowImpl;
import io.gridwright.workflows.grid.MaintenanceWorkflowImpl;
import io.gridwright.workflows.grid.RebalancePlanWorkflowImpl;
import io.gridwright.workflows.grid.RebalanceWorkflowImpl;
import io.gridwright.workflows.recovery.NodeRecoveryWorkflowImpl;
import io.gridwright.workflows.traffic.TrafficRuleWorkflowImpl;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;

/** Every workflow of this release, and how workers host them. */
public final class WorkflowRegistration {
  public static final List<Class<?>> IMPLEMENTATIONS =
      List.of(
          ConfigurationWorkflowImpl.class,
          ProvisionWorkflowImpl.class,
          ReconfigureWorkflowImpl.class,
          RecoverWorkflowImpl.class,
          DeleteWorkflowImpl.class,
          MoveWorkflowImpl.class,
          TrafficRuleWorkflowImpl.class,
          PowerWorkflowImpl.class,
          PreviewWorkflowImpl.class,
          GridWatchWorkflowImpl.class,
          LedgerSweepWorkflowImpl.class,
          MaintenanceWorkflowImpl.class,
          RebalanceWorkflowImpl.class,
          RebalancePlanWorkflowImpl.class,
          GridCapacityWorkflowImpl.class,
          NodeRecoveryWorkflowImpl.class);

  public static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(options(), IMPLEMENTATIONS.toArray(Class<?>[]::new));
  }

  /**
   * A history that no longer fits the code fails its workflow, instead of its task for ever:
   * whoever started it starts another, which goes on from what the ledger says.
   */
  @SuppressWarnings("unchecked") // of a generic array, by the SDK
  static WorkflowImplementationOptions options() {
    return WorkflowImplementationOptions.newBuilder()
        .setFailWorkflowExceptionTypes(NonDeterministicException.class)
        .build();
  }

  private WorkflowRegistration() {}
}
