package io.gridwright.engine;

import io.gridwright.workflows.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Workflows that only ask: they answer within three seconds or not at all. */
public final class ShortWorkflows implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final String name;
  private final ExecutorService askers;

  /**
   * @param name with which the ids of these workflows begin
   */
  public ShortWorkflows(String name) {
    this.name = name;
    this.askers =
        Executors.newCachedThreadPool(
            runnable -> {
              var thread = new Thread(runnable, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Carries out a workflow, with options that end it at the deadline. */
  public <T> T ask(Function<WorkflowOptions, T> workflow) throws EngineUnavailable {
    var asked = askers.submit(() -> workflow.apply(options()));
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

  private WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(name + "/" + UUID.randomUUID())
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
