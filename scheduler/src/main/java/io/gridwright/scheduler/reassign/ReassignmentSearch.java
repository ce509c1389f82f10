package io.gridwright.scheduler.reassign;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Improves an assignment: hill climbing to a local optimum, then one phase after the other, each on
 * every thread. The best of all is kept, so that the result never costs more than the start.
 */
public final class ReassignmentSearch {
  private static final double CLIMBING = 0.1;

  private final AssignmentState start;
  private final List<Phase> phases;
  private final Consumer<Progress> watcher;

  /**
   * @param start not changed
   * @param phases whose shares are 1 together
   * @param watcher is told of progress, by any of the threads, one at a time
   */
  public ReassignmentSearch(
      AssignmentState start, List<? extends Phase> phases, Consumer<Progress> watcher) {
    this.start = start;
    this.phases = List.copyOf(phases);
    this.watcher = watcher;
  }

  public SearchResult run(SearchBudget budget) throws InterruptedException {
    var best = new Best(start, watcher);
    var random = new SplittableRandom(budget.seed());
    int[] home = start.assignment();

    var climber = start.copy();
    var climbing = new HillClimbing(climber, random.split(), budget.clock(CLIMBING));
    climbing.run();
    best.offer(climber);
    int[] climbed = best.assignment();
    long climbedCost = best.cost();
    double climbedSeconds = best.seconds();

    var rest = budget.after(climbedSeconds, CLIMBING);
    for (var phase : phases) {
      onThreads(
          rest,
          random,
          own -> {
            var state = start.copy();
            state.restore(climbed);
            phase.run(new Phase.Turn(state, home, own, rest.clock(phase.share()), best));
          });
    }
    return new SearchResult(
        climbing.shiftedCost(),
        climbed,
        climbedCost,
        climbedSeconds,
        best.assignment(),
        best.cost(),
        best.seconds());
  }

  private static void onThreads(
      SearchBudget budget, SplittableRandom random, Consumer<SplittableRandom> search)
      throws InterruptedException {
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < budget.threads(); i++) {
      var own = random.split();
      tasks.add(
          () -> {
            search.accept(own);
            return null;
          });
    }
    var threads = Executors.newFixedThreadPool(budget.threads());
    try {
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a thread of the search failed", failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
