package io.gridwright.scheduler.reassign.roadef;

/** What it costs that processes are not where they were at first. */
final class MoveCosts {
  private final int[] home;
  private final int[] service;
  private final long[] processCost;
  private final int[][] machineCost;
  private final RoadefInstance.Weights weights;

  /** Moved processes of each service, and how many services have each such number. */
  private final int[] moved;

  private final int[] servicesWith;
  private int most;

  MoveCosts(RoadefInstance instance, int[] home) {
    this.home = home;
    this.service =
        instance.processes().stream().mapToInt(RoadefInstance.Process::service).toArray();
    this.weights = instance.weights();
    this.processCost =
        instance.processes().stream()
            .mapToLong(process -> process.moveCost() * weights.processMove())
            .toArray();
    this.machineCost =
        instance.machines().stream().map(RoadefInstance.Machine::moveCost).toArray(int[][]::new);
    this.moved = new int[instance.services().size()];
    this.servicesWith = new int[home.length + 1];
    servicesWith[0] = moved.length;
  }

  private MoveCosts(MoveCosts other) {
    this.home = other.home;
    this.service = other.service;
    this.processCost = other.processCost;
    this.machineCost = other.machineCost;
    this.weights = other.weights;
    this.moved = other.moved.clone();
    this.servicesWith = other.servicesWith.clone();
    this.most = other.most;
  }

  MoveCosts copy() {
    return new MoveCosts(this);
  }

  private long costAt(int process, int machine) {
    int from = home[process];
    return from == machine
        ? 0
        : processCost[process] + weights.machineMove() * machineCost[from][machine];
  }

  /** Growth of the costs of processes and machine pairs. */
  private long own(int process, int from, int to) {
    return costAt(process, to) - costAt(process, from);
  }

  /** +1 if the process leaves its first machine, -1 if it comes back, else 0. */
  int leaves(int process, int from, int to) {
    return (home[process] == from ? 1 : 0) - (home[process] == to ? 1 : 0);
  }

  long shiftDelta(int process, int from, int to) {
    int change = leaves(process, from, to);
    long delta = own(process, from, to);
    return change == 0 ? delta : delta + serviceDelta(service[process], change, -1, 0);
  }

  long swapDelta(int process, int from, int other, int to) {
    long delta = own(process, from, to) + own(other, to, from);
    int change = leaves(process, from, to);
    int otherChange = leaves(other, to, from);
    if (change == 0 && otherChange == 0) {
      return delta;
    }
    int s = service[process];
    int t = service[other];
    return s == t
        ? delta + serviceDelta(s, change + otherChange, -1, 0)
        : delta + serviceDelta(s, change, t, otherChange);
  }

  /** Without changing anything: the largest number after both services' change, less that now. */
  private long serviceDelta(int s, int change, int t, int otherChange) {
    int highest = moved[s] + change;
    int atMost = moved[s] == most ? 1 : 0;
    if (t >= 0) {
      highest = Math.max(highest, moved[t] + otherChange);
      atMost += moved[t] == most ? 1 : 0;
    }
    int after;
    if (servicesWith[most] > atMost || highest >= most) {
      after = Math.max(highest, most);
    } else {
      after = highestOther(highest, s, t);
    }
    return weights.serviceMove() * (after - most);
  }

  private int highestOther(int floor, int s, int t) {
    int level = most - 1;
    while (level > floor && !anyOther(level, s, t)) {
      level--;
    }
    return Math.max(level, floor);
  }

  private boolean anyOther(int level, int s, int t) {
    int own = (moved[s] == level ? 1 : 0) + (t >= 0 && moved[t] == level ? 1 : 0);
    return servicesWith[level] > own;
  }

  /** Returns the growth of the costs. */
  long shift(int process, int from, int to) {
    int change = leaves(process, from, to);
    long delta = own(process, from, to);
    if (change == 0) {
      return delta;
    }
    int s = service[process];
    int before = most;
    servicesWith[moved[s]]--;
    moved[s] += change;
    servicesWith[moved[s]]++;
    most = Math.max(most, moved[s]);
    while (most > 0 && servicesWith[most] == 0) {
      most--;
    }
    return delta + weights.serviceMove() * (most - before);
  }
}
