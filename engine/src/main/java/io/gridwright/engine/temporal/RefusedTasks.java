package io.gridwright.engine.temporal;

import io.gridwright.engine.configuration.Nudges;
import io.gridwright.workflows.WorkflowIds;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A correction of the SDK's in-process server, for whoever hosts it. A workflow that cancels an
 * activity, or a timer, in the very moment in which that ends is refused there, and again with each
 * further task: it never goes on (sdk-java#2391, #3088; a real server takes it). Here such a
 * workflow is given up, so that the ledger, which alone knows what is unfinished, has it run anew.
 */
public final class RefusedTasks implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedTasks.class);
  private static final String COMPLETED =
      "temporal.api.workflowservice.v1.WorkflowService/RespondWorkflowTaskCompleted";
  private static final Set<Status.Code> FOR_GOOD =
      Set.of(Status.Code.FAILED_PRECONDITION, Status.Code.INVALID_ARGUMENT);

  private final Consumer<String> terminate;

  /**
   * @param terminate ends the workflow of that id; called on a thread of the server
   */
  public RefusedTasks(Consumer<String> terminate) {
    this.terminate = terminate;
  }

  /** Has them run anew through a client of the same server. */
  public static RefusedTasks openedAgainBy(Supplier<WorkflowClient> client) {
    return new RefusedTasks(workflow -> openAgain(client.get(), workflow));
  }

  /** The entity goes too, since this server tells no parent that its child was terminated. */
  private static void openAgain(WorkflowClient client, String workflow) {
    terminate(client, workflow);
    WorkflowIds.configurationOf(workflow)
        .ifPresent(
            configuration -> {
              terminate(client, WorkflowIds.configuration(configuration));
              new Nudges(client).nudge(configuration);
            });
  }

  private static void terminate(WorkflowClient client, String workflow) {
    try {
      client.newUntypedWorkflowStub(workflow).terminate("the in-process server refuses its tasks");
    } catch (WorkflowNotFoundException closed) {
      LOG.debug("{} has closed meanwhile", workflow, closed);
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!call.getMethodDescriptor().getFullMethodName().equals(COMPLETED)) {
      return next.startCall(call, headers);
    }
    var request = new AtomicReference<RespondWorkflowTaskCompletedRequest>();
    var answering =
        new SimpleForwardingServerCall<Q, A>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            if (isForGood(status)) {
              giveUp(workflowOf(request.get()), status);
            }
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(answering, headers)) {
      @Override
      public void onMessage(Q message) {
        request.set((RespondWorkflowTaskCompletedRequest) message);
        super.onMessage(message);
      }
    };
  }

  /** What came in meanwhile it hands out with the next task, which then goes well. */
  private static boolean isForGood(Status status) {
    return FOR_GOOD.contains(status.getCode())
        && !"UnhandledCommand".equals(status.getDescription());
  }

  private void giveUp(String workflow, Status refused) {
    LOG.info("{} cannot go on here ({}); it runs anew", workflow, refused.getDescription());
    terminate.accept(workflow);
  }

  /** The server's tokens begin with namespace, workflow and run. */
  private static String workflowOf(RespondWorkflowTaskCompletedRequest request) {
    try (var token = new DataInputStream(request.getTaskToken().newInput())) {
      token.readUTF();
      return token.readUTF();
    } catch (IOException foreign) {
      throw new IllegalArgumentException("not a token of the in-process server", foreign);
    }
  }
}
