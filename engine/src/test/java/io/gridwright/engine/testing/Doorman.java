package io.gridwright.engine.testing;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Stands before Temporal and sees, holds or refuses the nudges that come. */
public final class Doorman implements ServerInterceptor {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile boolean holds;
  private volatile Optional<String> refused = Optional.empty();

  /** Lets nobody in until {@link #letIn}. */
  public Doorman holdingAll() {
    holds = true;
    return this;
  }

  public void letIn() {
    open.countDown();
  }

  /** Turns nudges of one workflow away. */
  public void refuse(String workflowId) {
    refused = Optional.of(workflowId);
  }

  /** Ids of the workflows that were nudged, in the order of their coming. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  public long seen(String workflowId) {
    return seen.stream().filter(workflowId::equals).count();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean turnedAway;

      @Override
      public void onMessage(Q message) {
        if (message instanceof SignalWithStartWorkflowExecutionRequest nudge) {
          seen.add(nudge.getWorkflowId());
          waitOutside();
          if (refused.filter(nudge.getWorkflowId()::equals).isPresent()) {
            turnedAway = true;
            call.close(Status.INVALID_ARGUMENT.withDescription("not today"), new Metadata());
            return;
          }
        }
        super.onMessage(message);
      }

      @Override
      public void onHalfClose() {
        if (!turnedAway) {
          super.onHalfClose();
        }
      }
    };
  }

  private void waitOutside() {
    if (holds) {
      try {
        open.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
