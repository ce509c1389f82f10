package io.gridwright.scheduler.reassign;

import java.util.ArrayList;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Improves an assignment in three phases: hill climbing to a local optimum; annealing on every
 * thread from there; and, where the problem has an {@link ExactSolver}, neighbourhoods of a few
 * machines by CP-SAT. The best of all is kept, so that the result never costs more than the start.
 */
public final class ReassignmentSearch {
  private static final double CLIMBING = 0.1;

  private final AssignmentState start;
  private final Cooling cooling;
  private final Optional<ExactSolver> exact;
  private final Consumer<Progress> watcher;

  /**
   * @param start not changed
   * @param watcher is told of progress, by any of the threads, one at a time
   */
  public ReassignmentSearch(
      AssignmentState start,
      Cooling cooling,
      Optional<ExactSolver> exact,
      Consumer<Progress> watcher) {
    this.start = start;
    this.cooling = cooling;
    this.exact = exact;
    this.watcher = watcher;
  }

  public SearchResult run(SearchBudget budget) throws InterruptedException {
    var best = new Best(start, watcher);
    var random = new SplittableRandom(budget.seed());
    int[] home = start.assignment();

    var climber = start.copy();
    climber.progress(1);
    var climbing = new HillClimbing(climber, random.split(), budget.clock(CLIMBING));
    climbing.run();
    best.offer(climber);
    int[] climbed = best.assignment();
    long climbedCost = best.cost();
    double climbedSeconds = best.seconds();

    double exactShare = exact.map(ExactSolver::share).orElse(0.0);
    double share = 1 - CLIMBING - exactShare;
    onThreads(budget, random, own -> anneal(climbed, home, own, budget.clock(share), best));
    if (exact.isPresent()) {
      onThreads(budget, random, own -> solve(exact.get(), home, own, budget, best));
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

  private void anneal(
      int[] from, int[] home, SplittableRandom random, SearchBudget.Clock clock, Best best) {
    var state = start.copy();
    state.restore(from);
    new Annealing(state, home, random).run(cooling, clock, best);
  }

  private void solve(
      ExactSolver solver, int[] home, SplittableRandom random, SearchBudget budget, Best best) {
    var state = start.copy();
    state.progress(1);
    new ExactNeighbourhoods(state, solver, home, random).run(budget.solves(solver.share()), best);
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
