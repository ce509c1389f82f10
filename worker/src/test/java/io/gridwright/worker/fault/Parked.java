package io.gridwright.worker.fault;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** The first attempt does its work and is about to say so when its worker is killed. */
final class Parked implements Fault {
  private final CountDownLatch parked = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public ActivityOutput pass(Passage passage, int nth) {
    var output = passage.proceed();
    if (nth == 1) {
      parked.countDown();
      Fault.awaited(never);
    }
    return output;
  }

  /** The attempts of many cases, that are to die by one stroke. */
  static final class Many {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<Parked> all = new CopyOnWriteArrayList<>();

    Parked another() {
      var parked = new Parked();
      all.add(parked);
      return parked;
    }

    void await(int count) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  all.size() == count && all.stream().allMatch(one -> one.parked.getCount() == 0));
    }
  }
}
