package io.gridwright.worker.fault;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.workflows.WorkflowIds;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityInput;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One attempt of an activity on its way through the injection.
 *
 * @param point the activity's type; that of {@code Enter} with the phase that it enters
 * @param ears how the attempt hears from Temporal
 */
record Passage(
    ConfigurationId configuration, String point, Ears ears, Supplier<ActivityOutput> body) {

  private static final ConfigurationId NOBODY = new ConfigurationId("nobody");

  static Passage of(Ears ears, ActivityInput input, Supplier<ActivityOutput> body) {
    var info = ears.getInfo();
    var phase =
        Arrays.stream(input.getArguments())
            .filter(Phase.class::isInstance)
            .map(argument -> " " + argument)
            .findFirst()
            .orElse("");
    return new Passage(
        configurationOf(info.getWorkflowId()), info.getActivityType() + phase, ears, body);
  }

  /** Whose a workflow is; the watch's and the sweep's is nobody's. */
  static ConfigurationId configurationOf(String workflow) {
    return WorkflowIds.configurationOf(workflow).orElse(NOBODY);
  }

  /** The same attempt with something around its work. */
  Passage around(Supplier<ActivityOutput> other) {
    return new Passage(configuration, point, ears, other);
  }

  /** What all attempts of one call have in common. */
  String call() {
    return point + " " + ears.getInfo().getActivityId();
  }

  /** Lets the activity do its work. */
  ActivityOutput proceed() {
    return body.get();
  }

  /** Goes on as a process does that only Temporal cannot reach: nobody tells it to stop. */
  void hearNoMore() {
    ears.close();
  }

  /** Tells Temporal that this attempt failed, as it finds out itself of one it hears no more. */
  void giveUpForTemporal() {
    ears.close();
    ears.getWorkflowClient()
        .newActivityCompletionClient()
        .completeExceptionally(
            ears.getInfo().getTaskToken(), new IllegalStateException("taken for dead"));
  }

  /** The context of an attempt, whose heartbeats can be cut off. */
  static final class Ears extends ActivityExecutionContextBase {
    private volatile boolean closed;

    Ears(ActivityExecutionContext context) {
      super(context);
    }

    void close() {
      closed = true;
    }

    @Override
    public <V> void heartbeat(V details) {
      if (!closed) {
        super.heartbeat(details);
      }
    }
  }
}
