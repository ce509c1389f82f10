package io.gridwright.workflows.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.workflows.testing.Workflows;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkflowRegistrationTest {

  @Test
  void knowsEveryWorkflowThatThereIs() {
    assertThat(WorkflowRegistration.IMPLEMENTATIONS)
        .containsExactlyInAnyOrderElementsOf(Workflows.implementations());
  }

  @Test
  void failsAWorkflowWhoseHistoryNoLongerFitsTheCode() {
    try (var environment = TestWorkflowEnvironment.newInstance()) {
      environment
          .newWorker("fickle", replayingEachTask())
          .registerWorkflowImplementationTypes(
              WorkflowRegistration.options(), FickleWorkflowImpl.class);
      environment.start();

      var fickle =
          environment
              .getWorkflowClient()
              .newWorkflowStub(
                  FickleWorkflow.class,
                  WorkflowOptions.newBuilder().setTaskQueue("fickle").build());

      assertThatThrownBy(fickle::run)
          .isInstanceOf(WorkflowFailedException.class)
          .hasStackTraceContaining("NonDeterministicException");
    }
  }

  private static WorkerOptions replayingEachTask() {
    return WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build();
  }

  /** Does something else each time it is replayed, as code of another release would. */
  @WorkflowInterface
  public interface FickleWorkflow {
    @WorkflowMethod
    void run();
  }

  /** See {@link FickleWorkflow}. */
  public static final class FickleWorkflowImpl implements FickleWorkflow {
    private static final AtomicInteger REPLAYS = new AtomicInteger();

    @Override
    public void run() {
      if (REPLAYS.getAndIncrement() > 0) {
        Workflow.sideEffect(Integer.class, () -> 1);
      }
      Workflow.sleep(Duration.ofSeconds(1));
    }
  }
}
