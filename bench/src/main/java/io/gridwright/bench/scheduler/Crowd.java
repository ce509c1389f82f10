package io.gridwright.bench.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Share;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Several planners at one ledger: each plans on a snapshot of its own, and commits all or nothing
 * where everything still fits, as the database's conditional updates do; else it plans again.
 */
final class Crowd {
  private static final int ATTEMPTS = 10;

  private final GridState ledger;
  private final int planners;
  private final double load;
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong replanned = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();
  private final ArrayDeque<Runnable> leaving = new ArrayDeque<>();

  /**
   * @param load share of RAM at which the oldest order leaves for each that comes
   */
  Crowd(GridState ledger, int planners, double load) {
    this.ledger = ledger;
    this.planners = planners;
    this.load = load;
  }

  void run(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < planners; i++) {
      int index = i;
      Thread thread = new Thread(() -> plan(index, end), "planner " + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void plan(int index, long end) {
    Workload workload = new Workload(1000L * index);
    Share share = planners > 2 ? new Share(index, planners) : Share.WHOLE;
    Solver solver = new Solver("", new Scheduler(PlacementPolicy.PUBLISHED), share);
    for (int n = 0; System.nanoTime() < end; n++) {
      Workload.Order order = named(workload.next(), index);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        GridState snapshot;
        synchronized (this) {
          snapshot = ledger.copy();
        }
        var decision = solver.place(snapshot, order, index * 1_000_003 + n);
        if (decision.isEmpty()) {
          givenUp.incrementAndGet();
          break;
        }
        if (commit(order, decision.get().nodes())) {
          committed.incrementAndGet();
          break;
        }
        replanned.incrementAndGet();
      }
    }
  }

  private static Workload.Order named(Workload.Order order, int index) {
    var tenant = order.tenant();
    return new Workload.Order(
        new io.gridwright.scheduler.placement.Tenancy(
            new io.gridwright.domain.configuration.ConfigurationId(
                index + "-" + tenant.configuration().value()),
            tenant.account(),
            tenant.risky(),
            tenant.dedicated()),
        order.machines());
  }

  private synchronized boolean commit(
      Workload.Order order, Map<PlacementComponent, NodeName> nodes) {
    var problem = new PlacementProblem(order.tenant(), ledger, order.machines(), 0);
    if (!Scheduler.standard().breaches(problem, nodes).isEmpty()) {
      return false;
    }
    nodes.forEach((machine, node) -> ledger.add(node, PresentMachine.of(order.tenant(), machine)));
    leaving.add(
        () ->
            nodes.forEach(
                (machine, node) ->
                    ledger.remove(node, PresentMachine.of(order.tenant(), machine))));
    while (ram() > load && !leaving.isEmpty()) {
      leaving.poll().run();
    }
    return true;
  }

  private double ram() {
    long used = 0;
    long all = 0;
    for (int n = 0; n < ledger.size(); n++) {
      used += ledger.used(GridResource.MEMORY, n);
      all += ledger.capacity(GridResource.MEMORY, n);
    }
    return (double) used / all;
  }

  long committed() {
    return committed.get();
  }

  /** Plans that met another's commit, of all that were made. */
  double replannedShare() {
    return (double) replanned.get() / Math.max(1, committed.get() + replanned.get());
  }

  long givenUp() {
    return givenUp.get();
  }

  /** Nodes on which more is used than there is. */
  long oversubscribed() {
    long nodes = 0;
    for (int n = 0; n < ledger.size(); n++) {
      for (GridResource resource : GridResource.values()) {
        if (ledger.free(resource, n) < 0) {
          nodes++;
          break;
        }
      }
    }
    return nodes;
  }
}
