package io.gridwright.api.operation;

import io.gridwright.api.access.Caller;
import io.gridwright.api.operation.OperationForm.WorkflowForm;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.StepRow;
import java.util.List;
import java.util.Optional;

/** Operations for reading: a customer sees those of the account, an operator everyone's. */
public final class OperationViews {
  private final OperationLedger operations;
  private final Configurations configurations;
  private final Optional<String> workflows;

  /**
   * @param workflows where the workflow engine's panel shows them, if it has one
   */
  public OperationViews(
      OperationLedger operations, Configurations configurations, Optional<String> workflows) {
    this.operations = operations;
    this.configurations = configurations;
    this.workflows = workflows;
  }

  OperationForm one(Caller caller, OperationId id) {
    return operations
        .find(id)
        .filter(row -> caller.operator() || row.accountId().equals(caller.tenant()))
        .map(row -> form(caller, row))
        .orElseThrow(() -> RefusedException.notFound("operation"));
  }

  Page<OperationForm> page(Caller caller, PageRequest asked) {
    List<OperationRow> rows =
        caller.operator()
            ? operations.all(asked.after(OperationId::new), asked.rows())
            : operations.ofAccount(caller.tenant(), asked.after(OperationId::new), asked.rows());
    return page(caller, rows, asked);
  }

  Page<OperationForm> ofConfiguration(Caller caller, ConfigurationId id, PageRequest asked) {
    Optional<ConfigurationRow> seen =
        caller.operator() ? configurations.find(id) : configurations.find(caller.tenant(), id);
    if (seen.isEmpty()) {
      throw RefusedException.notFound("configuration");
    }
    return page(
        caller, operations.ofConfiguration(id, asked.after(OperationId::new), asked.rows()), asked);
  }

  private Page<OperationForm> page(Caller caller, List<OperationRow> rows, PageRequest asked) {
    return Page.of(rows, asked, row -> row.id().value(), row -> form(caller, row));
  }

  private OperationForm form(Caller caller, OperationRow row) {
    List<StepRow> steps = operations.steps(row.id());
    Optional<DecidedForm> placement =
        operations.lastPlan(row.id()).map(plan -> DecidedForm.from(plan, caller.operator()));
    return caller.operator()
        ? OperationForm.from(row, steps, placement, row.workflowId().map(id -> workflow(id, row)))
        : OperationForm.from(row, steps, placement);
  }

  private WorkflowForm workflow(String id, OperationRow row) {
    return new WorkflowForm(
        id, row.workflowRunId(), workflows.map(at -> at + "/" + id.replace("/", "%2F")));
  }
}
