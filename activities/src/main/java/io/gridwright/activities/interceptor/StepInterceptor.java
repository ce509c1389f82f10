package io.gridwright.activities.interceptor;

import io.gridwright.activities.operation.StepBook;
import io.gridwright.workflows.operation.Stepped;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Arrays;
import java.util.Optional;

/**
 * Around every activity: its start, end and last error become the step that its argument names
 * ({@link Stepped}), and the ledger's exceptions become failures that workflows know. Swallows
 * nothing: a step that cannot be written fails its activity, which is then tried again.
 */
public final class StepInterceptor extends WorkerInterceptorBase {
  private final StepBook steps;

  public StepInterceptor(StepBook steps) {
    this.steps = steps;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Around(next);
  }

  private final class Around extends ActivityInboundCallsInterceptorBase {
    private ActivityExecutionContext context;

    Around(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext ofThisAttempt) {
      context = ofThisAttempt;
      super.init(ofThisAttempt);
    }

    // The edge of an activity. Errors too: an order must not wait for ever for a missing library.
    @Override
    public ActivityOutput execute(ActivityInput input) {
      var step = stepOf(input);
      try {
        step.ifPresent(steps::begins);
        var output = super.execute(input);
        step.ifPresent(steps::done);
        return output;
      } catch (RuntimeException | Error failure) {
        var translated = LedgerFailures.translated(failure, context.getInfo().getAttempt());
        step.ifPresent(s -> keep(s, translated));
        throw translated;
      }
    }
  }

  private static Optional<Stepped> stepOf(ActivityInboundCallsInterceptor.ActivityInput input) {
    return Arrays.stream(input.getArguments())
        .filter(Stepped.class::isInstance)
        .map(Stepped.class::cast)
        .findFirst();
  }

  private void keep(Stepped step, RuntimeException failure) {
    var error = LedgerFailures.words(failure);
    try {
      if (LedgerFailures.isFinal(failure)) {
        steps.failed(step, error);
      } else {
        steps.waits(step, error);
      }
    } catch (RuntimeException unwritten) {
      failure.addSuppressed(unwritten); // the step's own failure is the one to tell
    }
  }
}
