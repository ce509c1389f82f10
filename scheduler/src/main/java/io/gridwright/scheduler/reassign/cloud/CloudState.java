package io.gridwright.scheduler.reassign.cloud;

import io.gridwright.scheduler.reassign.AssignmentState;

/**
 * An assignment within all capacities, and what its computers cost. That cost only changes when a
 * computer is emptied or opened, so deltas are of a smoother one: a computer costs f (1.6 - 0.6 f)
 * of its price, f the mean share of use over the resources. It is concave: a nearly empty computer
 * is worth emptying, a nearly full one worth filling. Deltas count thousandths.
 */
public final class CloudState implements AssignmentState {
  private static final double SCALE = 1000;

  /** Between 0.5 and 0.8 the results are alike, above 1 worse. */
  private static final double BEND = 0.6;

  private final int resources = CloudInstance.RESOURCES;
  private final long[] capacity;
  private final long[] need;
  private final long[] price;
  private final double[] share;
  private final int[] computer;
  private final long[] used;
  private final int[] processesOn;
  private final double[] smooth;
  private long cost;

  /**
   * @param initial within all capacities
   */
  public CloudState(CloudInstance instance, int[] initial) {
    int computers = instance.computers().size();
    this.capacity = new long[computers * resources];
    this.share = new double[computers * resources];
    this.price = instance.computers().stream().mapToLong(CloudInstance.Computer::cost).toArray();
    this.need = new long[initial.length * resources];
    this.computer = initial.clone();
    this.used = new long[computers * resources];
    this.processesOn = new int[computers];
    this.smooth = new double[computers];
    for (int c = 0; c < computers; c++) {
      System.arraycopy(
          instance.computers().get(c).capacity(), 0, capacity, c * resources, resources);
    }
    for (int i = 0; i < share.length; i++) {
      share[i] = 1.0 / Math.max(1, capacity[i]) / resources;
    }
    for (int p = 0; p < initial.length; p++) {
      System.arraycopy(instance.processes().get(p).need(), 0, need, p * resources, resources);
      add(p, initial[p]);
    }
    for (int c = 0; c < computers; c++) {
      smooth[c] = smoothCost(c, -1, -1);
    }
  }

  private CloudState(CloudState other) {
    this.capacity = other.capacity;
    this.share = other.share;
    this.price = other.price;
    this.need = other.need;
    this.computer = other.computer.clone();
    this.used = other.used.clone();
    this.processesOn = other.processesOn.clone();
    this.smooth = other.smooth.clone();
    this.cost = other.cost;
  }

  @Override
  public CloudState copy() {
    return new CloudState(this);
  }

  @Override
  public int processes() {
    return computer.length;
  }

  @Override
  public int machines() {
    return price.length;
  }

  @Override
  public int machineOf(int process) {
    return computer[process];
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public long shiftDelta(int process, int to) {
    return fits(process, to, -1)
        ? Math.round(delta(computer[process], -1, process) + delta(to, process, -1))
        : FORBIDDEN;
  }

  @Override
  public long swapDelta(int process, int other) {
    int from = computer[process];
    int to = computer[other];
    return fits(process, to, other) && fits(other, from, process)
        ? Math.round(delta(from, other, process) + delta(to, process, other))
        : FORBIDDEN;
  }

  @Override
  public void shift(int process, int to) {
    int from = computer[process];
    for (int r = 0; r < resources; r++) {
      used[from * resources + r] -= need[process * resources + r];
    }
    if (--processesOn[from] == 0) {
      cost -= price[from];
    }
    computer[process] = to;
    add(process, to);
    smooth[from] = smoothCost(from, -1, -1);
    smooth[to] = smoothCost(to, -1, -1);
  }

  private void add(int process, int to) {
    for (int r = 0; r < resources; r++) {
      used[to * resources + r] += need[process * resources + r];
    }
    if (processesOn[to]++ == 0) {
      cost += price[to];
    }
  }

  private boolean fits(int process, int to, int leaving) {
    for (int r = 0; r < resources; r++) {
      long after = used[to * resources + r] + change(process, leaving, r);
      if (after > capacity[to * resources + r]) {
        return false;
      }
    }
    return true;
  }

  private double delta(int at, int coming, int leaving) {
    return smoothCost(at, coming, leaving) - smooth[at];
  }

  private double smoothCost(int at, int coming, int leaving) {
    double f = 0;
    for (int r = 0; r < resources; r++) {
      int i = at * resources + r;
      f += (used[i] + change(coming, leaving, r)) * share[i];
    }
    return SCALE * price[at] * f * (1 + BEND - BEND * f);
  }

  private long change(int coming, int leaving, int resource) {
    long change = coming < 0 ? 0 : need[coming * resources + resource];
    return leaving < 0 ? change : change - need[leaving * resources + resource];
  }
}
