package io.gridwright.scheduler.reassign.roadef;

import java.util.List;

/**
 * What each machine carries: the capacity rule with lasting resources, and the costs that depend on
 * one machine's use alone, load and balance.
 */
final class MachineUse {
  private final int resources;
  private final int[] home;
  private final boolean[] lasting;
  private final long[] loadWeight;
  private final RoadefInstance.Balance[] balances;
  private final long[] capacity;
  private final long[] safety;
  private final long[] requirement;
  private final long[] lastingLoad;

  /** Use that counts for the costs, and use that counts for the capacity. */
  private final long[] used;

  private final long[] held;
  private final long[] cost;

  MachineUse(RoadefInstance instance, int[] home) {
    this.resources = instance.resources().size();
    this.home = home;
    this.lasting = new boolean[resources];
    this.loadWeight = new long[resources];
    for (int r = 0; r < resources; r++) {
      lasting[r] = instance.resources().get(r).lasting();
      loadWeight[r] = instance.resources().get(r).loadWeight();
    }
    this.balances = instance.balances().toArray(RoadefInstance.Balance[]::new);
    var machines = instance.machines();
    this.capacity = flat(machines.stream().map(RoadefInstance.Machine::capacity).toList());
    this.safety = flat(machines.stream().map(RoadefInstance.Machine::safetyCapacity).toList());
    this.requirement =
        flat(instance.processes().stream().map(RoadefInstance.Process::requirement).toList());
    this.lastingLoad = new long[home.length];
    for (int i = 0; i < requirement.length; i++) {
      if (lasting[i % resources]) {
        lastingLoad[i / resources] += requirement[i] * loadWeight[i % resources];
      }
    }
    this.used = new long[capacity.length];
    this.held = new long[capacity.length];
    this.cost = new long[machines.size()];
    for (int p = 0; p < home.length; p++) {
      for (int r = 0; r < resources; r++) {
        used[home[p] * resources + r] += requirement[p * resources + r];
        held[home[p] * resources + r] += requirement[p * resources + r];
      }
    }
    for (int m = 0; m < cost.length; m++) {
      cost[m] = costOf(m);
    }
  }

  private MachineUse(MachineUse other) {
    this.resources = other.resources;
    this.home = other.home;
    this.lasting = other.lasting;
    this.loadWeight = other.loadWeight;
    this.balances = other.balances;
    this.capacity = other.capacity;
    this.safety = other.safety;
    this.requirement = other.requirement;
    this.lastingLoad = other.lastingLoad;
    this.used = other.used.clone();
    this.held = other.held.clone();
    this.cost = other.cost.clone();
  }

  /** What a process needs of lasting resources, by the weights of their load. */
  long lastingLoad(int process) {
    return lastingLoad[process];
  }

  private long[] flat(List<long[]> rows) {
    long[] all = new long[rows.size() * resources];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * resources, resources);
    }
    return all;
  }

  MachineUse copy() {
    return new MachineUse(this);
  }

  long total() {
    long sum = 0;
    for (long one : cost) {
      sum += one;
    }
    return sum;
  }

  /** Whether the machine takes the process when {@code leaving} goes, or nothing goes at -1. */
  boolean fits(int process, int machine, int leaving) {
    int at = machine * resources;
    int need = process * resources;
    boolean back = home[process] == machine;
    for (int r = 0; r < resources; r++) {
      long after = held[at + r];
      if (!(back && lasting[r])) {
        after += requirement[need + r];
      }
      if (leaving >= 0 && !(lasting[r] && home[leaving] == machine)) {
        after -= requirement[leaving * resources + r];
      }
      if (after > capacity[at + r]) {
        return false;
      }
    }
    return true;
  }

  /** Growth of the machine's cost when one process comes and one goes; -1 is none. */
  long delta(int machine, int coming, int leaving) {
    int at = machine * resources;
    long after = 0;
    for (int r = 0; r < resources; r++) {
      long over = used[at + r] + change(coming, leaving, r) - safety[at + r];
      if (over > 0) {
        after += over * loadWeight[r];
      }
    }
    for (var balance : balances) {
      int first = at + balance.first();
      int second = at + balance.second();
      long free = capacity[first] - used[first] - change(coming, leaving, balance.first());
      long other = capacity[second] - used[second] - change(coming, leaving, balance.second());
      long missing = balance.target() * free - other;
      if (missing > 0) {
        after += missing * balance.weight();
      }
    }
    return after - cost[machine];
  }

  private long change(int coming, int leaving, int resource) {
    long change = coming < 0 ? 0 : requirement[coming * resources + resource];
    return leaving < 0 ? change : change - requirement[leaving * resources + resource];
  }

  private long costOf(int machine) {
    return delta(machine, -1, -1) + cost[machine];
  }

  /** Returns the growth of the costs. */
  long shift(int process, int from, int to) {
    for (int r = 0; r < resources; r++) {
      long need = requirement[process * resources + r];
      used[from * resources + r] -= need;
      used[to * resources + r] += need;
      if (!(lasting[r] && home[process] == from)) {
        held[from * resources + r] -= need;
      }
      if (!(lasting[r] && home[process] == to)) {
        held[to * resources + r] += need;
      }
    }
    long before = cost[from] + cost[to];
    cost[from] = costOf(from);
    cost[to] = costOf(to);
    return cost[from] + cost[to] - before;
  }
}
