package io.gridwright.worker.fault;

import io.gridwright.workflows.FailureTypes;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What goes wrong with an activity. */
@FunctionalInterface
public interface Fault {

  /**
   * @param nth how often the point was passed, this time included, 1..
   */
  ActivityOutput pass(Passage passage, int nth);

  /** All is well. */
  static Fault none() {
    return (passage, nth) -> passage.proceed();
  }

  /** The first attempt fails before it has done anything. */
  static Fault lostBefore() {
    return (passage, nth) -> {
      if (nth == 1) {
        throw new IllegalStateException("injected: lost before it began");
      }
      return passage.proceed();
    };
  }

  /** The first attempt does its work, and its answer is lost. */
  static Fault lostAfter() {
    return (passage, nth) -> {
      var output = passage.proceed();
      if (nth == 1) {
        throw new IllegalStateException("injected: the answer is lost");
      }
      return output;
    };
  }

  /** The first attempt does its work twice, one after the other. */
  static Fault twice() {
    return (passage, nth) -> {
      if (nth == 1) {
        passage.proceed();
      }
      return passage.proceed();
    };
  }

  /** It fails for good before it has done anything. */
  static Fault refusedBefore() {
    return (passage, nth) -> {
      if (nth == 1) {
        throw refused();
      }
      return passage.proceed();
    };
  }

  /** It does its work and fails for good all the same. */
  static Fault refusedAfter() {
    return (passage, nth) -> {
      var output = passage.proceed();
      if (nth == 1) {
        throw refused();
      }
      return output;
    };
  }

  /** Something else happens just before the first attempt. */
  static Fault first(Runnable event) {
    return (passage, nth) -> {
      if (nth == 1) {
        event.run();
      }
      return passage.proceed();
    };
  }

  /** Something else happens when the first attempt has done its work and not yet said so. */
  static Fault then(Runnable event) {
    return (passage, nth) -> {
      var output = passage.proceed();
      if (nth == 1) {
        event.run();
      }
      return output;
    };
  }

  /** So many attempts answer this, whatever they found. */
  static Fault answering(Object answer, int times) {
    return (passage, nth) -> {
      var output = passage.proceed();
      return nth <= times ? new ActivityOutput(answer) : output;
    };
  }

  /** Temporal takes the first attempt for dead and begins another; both work at the same time. */
  static Fault besideItself() {
    var second = new CountDownLatch(1);
    return (passage, nth) -> {
      if (nth == 1) {
        passage.giveUpForTemporal();
        awaited(second);
      } else {
        second.countDown();
      }
      return passage.proceed();
    };
  }

  private static ApplicationFailure refused() {
    return ApplicationFailure.newNonRetryableFailure(
        "injected: refused for good", FailureTypes.HYPERVISOR);
  }

  /** Waits for something that must come. */
  static void awaited(CountDownLatch latch) {
    try {
      if (!latch.await(100, TimeUnit.SECONDS)) {
        throw new IllegalStateException("what an injected fault waits for did not come");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while held", stopped);
    }
  }
}
