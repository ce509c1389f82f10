package io.gridwright.engine.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewRequest;
import io.gridwright.workflows.configuration.PreviewWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the scheduler what an order would get; answers within three seconds or not at all. */
public final class Previews implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final WorkflowClient client;
  private final ExecutorService askers =
      Executors.newCachedThreadPool(
          runnable -> {
            var thread = new Thread(runnable, "preview");
            thread.setDaemon(true);
            return thread;
          });

  public Previews(WorkflowClient client) {
    this.client = client;
  }

  public Preview preview(AccountId account, ConfigurationDocument document)
      throws EngineUnavailable {
    var asked =
        askers.submit(() -> ask(new PreviewRequest(account, document.withoutGuestContent())));
    try {
      return asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException away) {
      throw unavailable(away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unavailable(stopped);
    } finally {
      asked.cancel(true);
    }
  }

  private Preview ask(PreviewRequest request) {
    return client.newWorkflowStub(PreviewWorkflow.class, options()).preview(request);
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId("preview/" + UUID.randomUUID())
        .setTaskQueue(TaskQueues.WORKFLOWS)
        .setWorkflowExecutionTimeout(DEADLINE)
        .build();
  }

  private static EngineUnavailable unavailable(Exception cause) {
    return new EngineUnavailable(
        "The scheduler did not answer within three seconds; try again shortly.", cause);
  }

  @Override
  public void close() {
    askers.shutdownNow();
  }
}
