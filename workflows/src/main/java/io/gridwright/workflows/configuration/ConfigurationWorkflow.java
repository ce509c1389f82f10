package io.gridwright.workflows.configuration;

import io.gridwright.domain.configuration.ConfigurationId;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The entity: carries out the operations of one configuration one after the other, and completes
 * when the ledger has none. Id {@code configuration/{id}}.
 */
@WorkflowInterface
public interface ConfigurationWorkflow {
  @WorkflowMethod(name = "Configuration")
  void run(ConfigurationId configuration);

  /** Something changed in the ledger: look. Carries nothing, may come twice. */
  @SignalMethod
  void nudge();
}
