package io.gridwright.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.engine.testing.TemporalUnderTest;
import io.gridwright.workflows.TaskQueues;
import io.gridwright.workflows.grid.LedgerSweepActivities;
import io.gridwright.workflows.registration.WorkflowRegistration;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerJobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<RecurringJob> OFTEN =
      List.of(new RecurringJob("ledger-sweep", "LedgerSweep", Duration.ofMillis(50)));

  @Test
  void startsEachJobAgainAndAgainAndNeverTwiceAtOnce() {
    var sweeps = new SlowSweeps();
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      var workers = WorkerFactory.newInstance(connection.client());
      WorkflowRegistration.register(workers.newWorker(TaskQueues.WORKFLOWS));
      workers.newWorker(TaskQueues.WATCH).registerActivitiesImplementations(sweeps);
      workers.start();

      try (var jobs = TimerJobs.start(connection.client(), OFTEN);
          var ofAnotherProcess = TimerJobs.start(connection.client(), OFTEN)) {
        await().atMost(PATIENCE).until(() -> sweeps.begun.get() == 1);
        await()
            .during(Duration.ofSeconds(1))
            .until(() -> sweeps.begun.get() == 1); // many a trigger, while the first still sweeps
        sweeps.letEnd.countDown();
        await().atMost(PATIENCE).until(() -> sweeps.begun.get() >= 3);
      }

      assertThat(sweeps.most.get()).as("sweeps at once").isEqualTo(1);
      workers.shutdownNow();
    }
  }

  /** Sweeps that end when they may. */
  private static final class SlowSweeps implements LedgerSweepActivities {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch letEnd = new CountDownLatch(1);

    @Override
    public Sweep sweep() {
      begun.incrementAndGet();
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        letEnd.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      running.decrementAndGet();
      return new Sweep(0, 0, 0, 0, 0);
    }
  }
}
