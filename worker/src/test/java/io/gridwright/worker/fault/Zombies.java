package io.gridwright.worker.fault;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The first two attempts at a point outlive their runs, deaf to Temporal: one does its work while
 * the third attempt does, the other when everything has ended.
 */
final class Zombies implements Fault {
  private static final int SECONDS = 100;

  private final Zombie beside = new Zombie();
  private final Zombie afterwards = new Zombie();

  /** An attempt that is held, and then goes on. */
  private static final class Zombie {
    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    ActivityOutput walk(Passage passage) {
      passage.hearNoMore();
      held.countDown();
      Fault.awaited(go);
      try {
        var output = passage.proceed();
        failure.complete(null);
        return output;
      } catch (RuntimeException refused) {
        failure.complete(refused);
        throw refused;
      }
    }
  }

  @Override
  public ActivityOutput pass(Passage passage, int nth) {
    return switch (nth) {
      case 1 -> beside.walk(passage);
      case 2 -> afterwards.walk(passage);
      default -> {
        beside.go.countDown();
        yield passage.proceed();
      }
    };
  }

  /** Whether so many attempts are, or were, held. */
  boolean held(int count) {
    return Stream.of(beside, afterwards).filter(z -> z.held.getCount() == 0).count() >= count;
  }

  /** Lets those go that still wait. */
  void letGo() {
    beside.go.countDown();
    afterwards.go.countDown();
  }

  /** How each ended; nothing where it was let through. */
  List<Throwable> failures() {
    return Stream.of(beside, afterwards)
        .map(zombie -> zombie.failure.orTimeout(SECONDS, TimeUnit.SECONDS).join())
        .toList();
  }
}
