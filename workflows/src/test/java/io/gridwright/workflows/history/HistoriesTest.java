package io.gridwright.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.configuration.ProvisionWorkflow;
import io.gridwright.workflows.operation.OperationActivities;
import io.gridwright.workflows.registration.WorkflowRegistration;
import io.gridwright.workflows.testing.Stage;
import io.gridwright.workflows.testing.Workflows;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows that run while a release is replaced are taken up by the next: what was recorded must
 * be replayed by the code of today. Code that must differ does so behind {@code
 * Workflow.getVersion}; a new history is then recorded beside the old one. {@code
 * -DrecordHistories} records all of {@link Scenario} anew, which is right only where no workflow of
 * an older release can still run.
 */
class HistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories");

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Stage.converter()).build())
              .build());

  @BeforeAll
  static void recordIfAsked() throws IOException {
    if (System.getProperty("recordHistories") != null) {
      Files.createDirectories(FOLDER);
      for (var scenario : Scenario.values()) {
        Files.writeString(FOLDER.resolve(scenario.file()), scenario.play().toJson(true) + "\n");
      }
    }
  }

  @AfterEach
  void close() {
    environment.close();
  }

  static List<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isUnderstoodByTheCodeOfToday(Path history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        read(history), replaying(WorkflowRegistration.IMPLEMENTATIONS));
  }

  @Test
  void isNotUnderstoodByCodeThatDoesSomethingElse() {
    var happy = read(FOLDER.resolve(Scenario.PROVISION_HAPPY.file()));

    assertThatThrownBy(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    happy, replaying(List.of(HastyProvisionWorkflowImpl.class))))
        .hasStackTraceContaining("NonDeterministicException");
  }

  @Test
  void existsForEachTypeOfWorkflow() throws IOException {
    var types = recorded().stream().map(HistoriesTest::typeOf).collect(Collectors.toSet());

    assertThat(types).containsAll(Workflows.types());
  }

  @Test
  void existsForEachScenario() throws IOException {
    assertThat(recorded().stream().map(file -> file.getFileName().toString()))
        .containsAll(Arrays.stream(Scenario.values()).map(Scenario::file).toList());
  }

  /** Without the option by which workflows fail, and do not complain, where they differ. */
  private Worker replaying(List<Class<?>> implementations) {
    var worker = environment.newWorker(TaskQueues.WORKFLOWS);
    worker.registerWorkflowImplementationTypes(implementations.toArray(Class<?>[]::new));
    return worker;
  }

  private static String typeOf(Path history) {
    return read(history)
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }

  private static WorkflowExecutionHistory read(Path history) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(history));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A release that forgot its steps. */
  public static final class HastyProvisionWorkflowImpl implements ProvisionWorkflow {
    private final OperationActivities operations =
        Workflow.newActivityStub(OperationActivities.class, ActivityProfiles.LEDGER.options());

    @Override
    public void provision(OperationId operation) {
      operations.succeed(operations.begin(operation, Workflow.getInfo().getRunId()).run());
    }

    @Override
    public void interrupt() {}

    @Override
    public String progress() {
      return "";
    }
  }
}
