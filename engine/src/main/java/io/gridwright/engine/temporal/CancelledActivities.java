package io.gridwright.engine.temporal;

import com.google.protobuf.ByteString;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A correction of the SDK's in-process server, for whoever hosts it. An activity whose cancellation
 * was asked for, and that then fails in a way that may be retried, is neither retried there nor
 * told to have failed, and its workflow waits for it for ever: its state machine takes a failure in
 * that state for the last one and has it retried all the same. A real server does not retry it, so
 * that here its failure is made the last one.
 */
public final class CancelledActivities implements ServerInterceptor {
  private final Set<Activity> cancelled = ConcurrentHashMap.newKeySet();

  /** An activity, as the server's tokens name it. */
  private record Activity(String workflow, String run, long scheduledEvent) {}

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        super.onMessage(corrected(message));
      }
    };
  }

  @SuppressWarnings("unchecked") // a message is replaced by one of its own type
  private <Q> Q corrected(Q message) {
    if (message instanceof RespondWorkflowTaskCompletedRequest completed) {
      note(completed);
    } else if (message instanceof RespondActivityTaskFailedRequest failed
        && cancelled.remove(activity(failed.getTaskToken()))) {
      return (Q) failed.toBuilder().setFailure(last(failed.getFailure())).build();
    } else if (message instanceof RespondActivityTaskCompletedRequest done) {
      cancelled.remove(activity(done.getTaskToken()));
    } else if (message instanceof RespondActivityTaskCanceledRequest heard) {
      cancelled.remove(activity(heard.getTaskToken()));
    }
    return message;
  }

  private void note(RespondWorkflowTaskCompletedRequest completed) {
    completed.getCommandsList().stream()
        .filter(c -> c.getCommandType() == CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
        .map(Command::getRequestCancelActivityTaskCommandAttributes)
        .map(cancel -> activity(completed.getTaskToken(), cancel.getScheduledEventId()))
        .forEach(cancelled::add);
  }

  private static Failure last(Failure failure) {
    var info = failure.getApplicationFailureInfo().toBuilder().setNonRetryable(true);
    return failure.toBuilder().setApplicationFailureInfo(info).build();
  }

  /** The server's tokens are namespace, workflow and run; an activity's goes on with its event. */
  private static Activity activity(ByteString token) {
    try (var in = new DataInputStream(token.newInput())) {
      in.readUTF();
      return new Activity(in.readUTF(), in.readUTF(), in.readLong());
    } catch (IOException foreign) {
      throw new IllegalArgumentException("not a token of the in-process server", foreign);
    }
  }

  private static Activity activity(ByteString workflowToken, long scheduledEvent) {
    try (var in = new DataInputStream(workflowToken.newInput())) {
      in.readUTF();
      return new Activity(in.readUTF(), in.readUTF(), scheduledEvent);
    } catch (IOException foreign) {
      throw new IllegalArgumentException("not a token of the in-process server", foreign);
    }
  }
}
