package io.gridwright.engine.temporal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ActivityFailure;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelledActivitiesTest {
  private static final CountDownLatch CANCELLED = new CountDownLatch(1);
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  private TestServicesStarter services;
  private Server server;
  private TemporalConnection connection;
  private WorkerFactory workers;

  @WorkflowInterface
  public interface Interruptible {
    @WorkflowMethod
    String run();

    @SignalMethod
    void stop();
  }

  @ActivityInterface
  public interface Steps {
    void step();
  }

  /** Waits for the true end of a step that it has cancelled. */
  public static final class Patient implements Interruptible {
    private final Steps steps =
        Workflow.newActivityStub(
            Steps.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build());
    private CancellationScope scope;
    private Promise<Void> step;

    @Override
    public String run() {
      scope = Workflow.newCancellationScope(() -> step = Async.procedure(steps::step));
      scope.run();
      try {
        step.get();
        return "done";
      } catch (ActivityFailure failure) {
        return "failed";
      }
    }

    @Override
    public void stop() {
      scope.cancel();
    }
  }

  @BeforeEach
  void start() throws IOException {
    services = new TestServicesStarter(true, 0);
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .intercept(new CancelledActivities());
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    server = builder.build().start();
    connection = TemporalConnection.open(TemporalSettings.plain("127.0.0.1:" + server.getPort()));
    workers = WorkerFactory.newInstance(connection.client());
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
    connection.close();
    server.shutdownNow();
    services.close();
  }

  @Test
  void tellsTheFailureOfAnActivityThatDidNotHearOfItsCancellation() {
    var worker = workers.newWorker("steps");
    worker.registerWorkflowImplementationTypes(Patient.class);
    worker.registerActivitiesImplementations((Steps) CancelledActivitiesTest::failsLate);
    workers.start();
    var workflow =
        connection
            .client()
            .newWorkflowStub(
                Interruptible.class,
                WorkflowOptions.newBuilder().setTaskQueue("steps").setWorkflowId("w-1").build());
    WorkflowClient.start(workflow::run);
    await().atMost(60, SECONDS).until(() -> ATTEMPTS.get() == 1);

    workflow.stop();
    await().atMost(60, SECONDS).until(() -> history().contains("ACTIVITY_TASK_CANCEL_REQUESTED"));
    CANCELLED.countDown();

    var result = WorkflowStub.fromTyped(workflow).getResultAsync(String.class);
    await()
        .atMost(60, SECONDS)
        .untilAsserted(() -> assertThat(result).isCompletedWithValue("failed"));
    assertThat(ATTEMPTS).hasValue(1);
  }

  private static void failsLate() {
    ATTEMPTS.incrementAndGet();
    try {
      if (!CANCELLED.await(60, SECONDS)) {
        throw new IllegalArgumentException("the cancellation did not come");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("may pass by itself");
  }

  private String history() {
    return connection.client().fetchHistory("w-1").getEvents().toString();
  }
}
