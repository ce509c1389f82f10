package io.gridwright.workflows.operation;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps side by side. When one fails the others are cancelled, and awaited before the failure is
 * told: an undo must not overtake an effect that is still being made.
 */
public final class Together {

  public static <T> void run(List<T> subjects, Functions.Proc1<T> step) {
    var running = new ArrayList<Promise<Void>>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> subjects.forEach(subject -> running.add(Async.procedure(step, subject))));
    scope.run();
    try {
      Promise.allOf(running).get();
    } catch (TemporalFailure failure) {
      scope.cancel("a step beside failed");
      running.forEach(promise -> promise.handle((done, failed) -> null).get());
      throw failure;
    }
  }

  private Together() {}
}
