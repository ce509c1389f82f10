package io.gridwright.engine.temporal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedTasksTest {
  private static final CountDownLatch STOP_WANTED = new CountDownLatch(1);
  private static final CountDownLatch STEP_ENDED = new CountDownLatch(1);

  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private TestServicesStarter services;
  private Server server;
  private TemporalConnection connection;
  private WorkerFactory workers;

  @WorkflowInterface
  public interface Interruptible {
    @WorkflowMethod
    void run();

    @SignalMethod
    void stop();
  }

  @ActivityInterface
  public interface Steps {
    void step();
  }

  /** Cancels its step in a task during which that step ends. */
  public static final class Stopped implements Interruptible {
    private final Steps steps =
        Workflow.newActivityStub(
            Steps.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());
    private CancellationScope scope;

    @Override
    public void run() {
      scope = Workflow.newCancellationScope(() -> Async.procedure(steps::step));
      scope.run();
      Workflow.await(() -> false);
    }

    @Override
    public void stop() {
      STOP_WANTED.countDown();
      awaited(STEP_ENDED);
      scope.cancel();
    }
  }

  /** Tells when the server has taken the answer of a step. */
  private static final class StepsThatEnd implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
              super.close(status, trailers);
              var method = call.getMethodDescriptor().getBareMethodName();
              if ("RespondActivityTaskCompleted".equals(method)) {
                STEP_ENDED.countDown();
              }
            }
          },
          headers);
    }
  }

  @BeforeEach
  void start() throws IOException {
    services = new TestServicesStarter(true, 0);
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .intercept(new RefusedTasks(givenUp::add))
            .intercept(new StepsThatEnd());
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
  void givesUpAWorkflowThatCancelsAnActivityInTheMomentInWhichItEnds() {
    var worker = workers.newWorker("steps");
    worker.registerWorkflowImplementationTypes(Stopped.class);
    worker.registerActivitiesImplementations((Steps) () -> awaited(STOP_WANTED));
    workers.start();
    var workflow =
        connection
            .client()
            .newWorkflowStub(
                Interruptible.class,
                WorkflowOptions.newBuilder().setTaskQueue("steps").setWorkflowId("w-1").build());
    WorkflowClient.start(workflow::run);
    await().atMost(60, SECONDS).until(() -> history().contains("ACTIVITY_TASK_SCHEDULED"));

    workflow.stop();

    await().atMost(60, SECONDS).untilAsserted(() -> assertThat(givenUp).contains("w-1"));
  }

  private String history() {
    return connection.client().fetchHistory("w-1").getEvents().toString();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      if (!latch.await(60, SECONDS)) {
        throw new IllegalStateException("what is waited for did not come");
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
