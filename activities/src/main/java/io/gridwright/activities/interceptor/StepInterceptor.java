package io.gridwright.activities.interceptor;

import io.gridwright.activities.operation.StepBook;
import io.gridwright.workflows.operation.Stepped;
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
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        var step = stepOf(input);
        try {
          step.ifPresent(steps::begins);
          var output = super.execute(input);
          step.ifPresent(steps::done);
          return output;
        } catch (RuntimeException failure) {
          var translated = LedgerFailures.translated(failure);
          step.ifPresent(s -> keep(s, translated));
          throw translated;
        }
      }
    };
  }

  private static Optional<Stepped> stepOf(ActivityInboundCallsInterceptor.ActivityInput input) {
    return Arrays.stream(input.getArguments())
        .filter(Stepped.class::isInstance)
        .map(Stepped.class::cast)
        .findFirst();
  }

  private void keep(Stepped step, RuntimeException failure) {
    var error = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
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
