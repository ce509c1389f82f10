package io.gridwright.scheduler.reassign;

import java.util.SplittableRandom;

/**
 * The baseline and first phase: each process goes where the cost falls most, then pairs change
 * places, until neither lowers the cost any more or the time is over.
 */
final class HillClimbing {
  private final AssignmentState state;
  private final SplittableRandom random;
  private final SearchBudget.Clock clock;
  private long shiftedCost;

  HillClimbing(AssignmentState state, SplittableRandom random, SearchBudget.Clock clock) {
    this.state = state;
    this.random = random;
    this.clock = clock;
  }

  void run() {
    shiftAll();
    shiftedCost = state.cost();
    while (!clock.over() && swaps()) {
      shiftAll();
    }
  }

  /** What no single shift could lower any more, before the first swap. */
  long shiftedCost() {
    return shiftedCost;
  }

  /** Shifts are cheaper to find than swaps: all of them first. */
  private void shiftAll() {
    boolean lower = true;
    while (lower && !clock.over()) {
      lower = shifts();
    }
  }

  private boolean shifts() {
    boolean lower = false;
    for (int p : shuffled(state.processes())) {
      int best = -1;
      long least = 0;
      for (int m = 0; m < state.machines() && !clock.over(); m++) {
        clock.tick();
        if (m != state.machineOf(p)) {
          long delta = state.shiftDelta(p, m);
          if (delta < least) {
            least = delta;
            best = m;
          }
        }
      }
      if (best >= 0) {
        state.shift(p, best);
        lower = true;
      }
    }
    return lower;
  }

  private boolean swaps() {
    boolean lower = false;
    int[] order = shuffled(state.processes());
    for (int i = 0; i < order.length && !clock.over(); i++) {
      for (int j = i + 1; j < order.length && !clock.over(); j++) {
        clock.tick();
        int p = order[i];
        int q = order[j];
        if (state.machineOf(p) != state.machineOf(q) && state.swapDelta(p, q) < 0) {
          state.swap(p, q);
          lower = true;
        }
      }
    }
    return lower;
  }

  private int[] shuffled(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
