package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.reassign.AssignmentState;
import io.gridwright.scheduler.reassign.Cooling;

/** An assignment that keeps every hard rule of the challenge, and its cost. */
public final class RoadefState implements AssignmentState {
  private static final double HOTTEST = 0.15;
  private static final double COLDEST = 1e-5;

  /** What a unit of a lasting resource away from home counts at first, of its load's weight. */
  private static final double AWAY = 0.3;

  private final int machines;
  private final int[] machine;
  private final MachineUse use;
  private final ServiceRules rules;
  private final MoveCosts moves;
  private long cost;

  /**
   * Room that moved processes hold at home is what the set runs out of, and a search that has spent
   * it is stuck. So deltas count it, less and less as the search goes on.
   */
  private double away;

  /**
   * @param initial where each process is at first; moves are counted from there
   */
  public RoadefState(RoadefInstance instance, int[] initial) {
    int[] home = initial.clone();
    this.machines = instance.machines().size();
    this.machine = home.clone();
    this.use = new MachineUse(instance, home);
    this.rules = new ServiceRules(instance, home);
    this.moves = new MoveCosts(instance, home);
    this.cost = use.total();
  }

  private RoadefState(RoadefState other) {
    this.machines = other.machines;
    this.machine = other.machine.clone();
    this.use = other.use.copy();
    this.rules = other.rules.copy();
    this.moves = other.moves.copy();
    this.cost = other.cost;
  }

  /** Relative to a machine's mean cost at first. */
  public Cooling cooling() {
    double mean = Math.max(1, (double) cost / machines);
    return new Cooling(HOTTEST * mean, COLDEST * mean);
  }

  @Override
  public RoadefState copy() {
    return new RoadefState(this);
  }

  @Override
  public int processes() {
    return machine.length;
  }

  @Override
  public int machines() {
    return machines;
  }

  @Override
  public int machineOf(int process) {
    return machine[process];
  }

  @Override
  public long cost() {
    return cost;
  }

  public void progress(double share) {
    away = AWAY * (1 - share);
  }

  @Override
  public long shiftDelta(int process, int to) {
    int from = machine[process];
    if (!use.fits(process, to, -1) || !rules.allowShift(process, from, to)) {
      return FORBIDDEN;
    }
    return use.delta(from, -1, process)
        + use.delta(to, process, -1)
        + moves.shiftDelta(process, from, to)
        + held(process, from, to);
  }

  @Override
  public long swapDelta(int process, int other) {
    int from = machine[process];
    int to = machine[other];
    if (!use.fits(process, to, other)
        || !use.fits(other, from, process)
        || !rules.allowSwap(process, from, other, to)) {
      return FORBIDDEN;
    }
    return use.delta(from, other, process)
        + use.delta(to, process, other)
        + moves.swapDelta(process, from, other, to)
        + held(process, from, to)
        + held(other, to, from);
  }

  private long held(int process, int from, int to) {
    return away == 0
        ? 0
        : Math.round(away * use.lastingLoad(process) * moves.leaves(process, from, to));
  }

  @Override
  public void shift(int process, int to) {
    int from = machine[process];
    machine[process] = to;
    rules.shift(process, from, to);
    cost += use.shift(process, from, to) + moves.shift(process, from, to);
  }
}
