package io.gridwright.engine.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.ShortWorkflows;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewRequest;
import io.gridwright.workflows.configuration.PreviewWorkflow;
import io.temporal.client.WorkflowClient;

/** Asks the scheduler what an order would get; answers within three seconds or not at all. */
public final class Previews implements AutoCloseable {
  private final WorkflowClient client;
  private final ShortWorkflows asking = new ShortWorkflows("preview");

  public Previews(WorkflowClient client) {
    this.client = client;
  }

  public Preview preview(AccountId account, ConfigurationDocument document)
      throws EngineUnavailable {
    var request = new PreviewRequest(account, document.withoutGuestContent());
    return asking.ask(
        options -> client.newWorkflowStub(PreviewWorkflow.class, options).preview(request));
  }

  @Override
  public void close() {
    asking.close();
  }
}
