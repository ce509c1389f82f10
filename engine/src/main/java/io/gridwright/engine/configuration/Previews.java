package io.gridwright.engine.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.ShortWorkflows;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewRequest;
import io.gridwright.workflows.configuration.PreviewWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/** Asks the scheduler what an order would get; answers within three seconds or not at all. */
public final class Previews implements AutoCloseable {
  private final WorkflowClient client;
  private final ShortWorkflows asking = new ShortWorkflows("preview");

  public Previews(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Asks for it.
   *
   * @param standing the configuration of which the document would change a part
   */
  public Preview preview(
      AccountId account, Optional<ConfigurationId> standing, ConfigurationDocument document)
      throws EngineUnavailable {
    var request = new PreviewRequest(account, standing, document.withoutGuestContent());
    return asking.ask(
        options -> client.newWorkflowStub(PreviewWorkflow.class, options).preview(request));
  }

  @Override
  public void close() {
    asking.close();
  }
}
