package io.gridwright.scheduler.reassign;

import java.util.SplittableRandom;

/**
 * Simulated annealing (Kirkpatrick, Gelatt, Vecchi, 1983) by four proposals: a process goes to any
 * machine; home; changes places with another; or goes to a machine that first sends one of its own
 * away. The last reaches what neither shift nor swap do where machines are full.
 */
final class Annealing {
  /** Of a hundred proposals. */
  private static final int SHIFTS = 20;

  private static final int RETURNS = 5;
  private static final int SWAPS = 20;

  private final AssignmentState state;
  private final int[] home;
  private final SplittableRandom random;
  private final SearchBudget.Clock clock;
  private final Best best;
  private final MachineLists lists;
  private double temperature;

  Annealing(Phase.Turn turn) {
    this.state = turn.state();
    this.home = turn.home();
    this.random = turn.random();
    this.clock = turn.clock();
    this.best = turn.best();
    this.lists = new MachineLists(state);
  }

  /**
   * Cools from the one temperature to the other, and tells each assignment that may be the best.
   */
  void run(Cooling cooling) {
    temperature = cooling.hottest();
    state.progress(0);
    double told = 0;
    if (state.machines() < 2) {
      return;
    }
    while (!clock.over()) {
      if (clock.tick()) {
        temperature = at(cooling, clock.share());
        state.progress(clock.share());
        if (clock.share() - told >= 0.01) {
          told = clock.share();
          best.progress(told);
        }
      }
      if (propose() && state.cost() < best.cost()) {
        best.offer(state);
      }
    }
  }

  private static double at(Cooling cooling, double share) {
    return cooling.hottest() * Math.pow(cooling.coldest() / cooling.hottest(), share);
  }

  private boolean propose() {
    int kind = random.nextInt(100);
    int process = random.nextInt(state.processes());
    if (kind < SHIFTS) {
      return shift(process, random.nextInt(state.machines()));
    }
    if (kind < SHIFTS + RETURNS) {
      return shift(process, home[process]);
    }
    if (kind < SHIFTS + RETURNS + SWAPS) {
      return swap(process, random.nextInt(state.processes()));
    }
    return eject(process, random.nextInt(state.machines()));
  }

  private boolean shift(int process, int to) {
    if (to < 0 || to == state.machineOf(process)) {
      return false;
    }
    boolean accepted = accepts(state.shiftDelta(process, to));
    if (accepted) {
      move(process, to);
    }
    return accepted;
  }

  private boolean swap(int process, int other) {
    int from = state.machineOf(process);
    int to = state.machineOf(other);
    if (from == to || !accepts(state.swapDelta(process, other))) {
      return false;
    }
    move(process, to);
    move(other, from);
    return true;
  }

  private boolean eject(int process, int to) {
    if (to == state.machineOf(process) || lists.size(to) == 0) {
      return false;
    }
    int other = lists.get(to, random.nextInt(lists.size(to)));
    int away = random.nextBoolean() ? home[other] : random.nextInt(state.machines());
    if (away < 0 || away == to) {
      return false;
    }
    long first = state.shiftDelta(other, away);
    if (first == AssignmentState.FORBIDDEN) {
      return false;
    }
    state.shift(other, away);
    long second = state.shiftDelta(process, to);
    if (second != AssignmentState.FORBIDDEN && accepts(first + second)) {
      lists.move(other, to, away);
      move(process, to);
      return true;
    }
    state.shift(other, to);
    return false;
  }

  private void move(int process, int to) {
    lists.move(process, state.machineOf(process), to);
    state.shift(process, to);
  }

  private boolean accepts(long delta) {
    return delta <= 0
        || (delta != AssignmentState.FORBIDDEN
            && delta < 40 * temperature
            && random.nextDouble() < Math.exp(-delta / temperature));
  }
}
