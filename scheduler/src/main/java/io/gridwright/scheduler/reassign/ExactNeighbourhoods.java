package io.gridwright.scheduler.reassign;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Large-neighbourhood search (Shaw, 1998): a few machines; what is on them may go to any of them,
 * and home; what is at home there may come back.
 */
final class ExactNeighbourhoods {
  private static final double SECONDS = 1.5;
  private static final double DETERMINISTIC = 1;
  private static final int FEWEST = 2;
  private static final int MOST_OPTIONS = 4_000;

  private final AssignmentState state;
  private final ExactSolver solver;
  private final int[] home;
  private final SplittableRandom random;
  private final SearchBudget.Clock clock;
  private final Best best;

  /** Machines at once; grows while neighbourhoods are proved, shrinks when they are not. */
  private int size;

  ExactNeighbourhoods(Phase.Turn turn, ExactSolver solver) {
    this.state = turn.state();
    this.solver = solver;
    this.home = turn.home();
    this.random = turn.random();
    this.clock = turn.clock();
    this.best = turn.best();
    this.size = solver.firstSize();
  }

  void run() {
    while (!clock.over()) {
      state.restore(best.assignment());
      long before = state.cost();
      var effort =
          new ExactSolver.Effort(
              Math.min(SECONDS, clock.secondsLeft()),
              DETERMINISTIC,
              random.nextInt(Integer.MAX_VALUE));
      var found = solver.solve(state.assignment(), draw(), effort);
      size = found.isPresent() && found.get().proved() ? size + 2 : Math.max(FEWEST, size - 1);
      found.ifPresent(better -> state.restore(better.assignment()));
      if (state.cost() < before) {
        best.offer(state);
      }
      clock.tickSolve();
      best.progress(clock.share());
    }
  }

  private Neighbourhood draw() {
    size = Math.min(size, state.machines());
    var chosen = new boolean[state.machines()];
    for (int machine : solver.draw(state.assignment(), size, random)) {
      chosen[machine] = true;
    }
    var processes = new ArrayList<Integer>();
    var candidates = new ArrayList<int[]>();
    int options = 0;
    for (int p = 0; p < state.processes() && options < MOST_OPTIONS; p++) {
      int now = state.machineOf(p);
      boolean away = home[p] >= 0 && home[p] != now;
      if (chosen[now] || (away && chosen[home[p]])) {
        int own = p;
        int[] where =
            IntStream.range(0, chosen.length)
                .filter(m -> m == now || m == home[own] || (chosen[now] && chosen[m]))
                .toArray();
        processes.add(p);
        candidates.add(where);
        options += where.length;
      }
    }
    return new Neighbourhood(
        processes.stream().mapToInt(Integer::intValue).toArray(), candidates.toArray(int[][]::new));
  }
}
