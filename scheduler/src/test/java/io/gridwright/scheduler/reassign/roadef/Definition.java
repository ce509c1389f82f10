package io.gridwright.scheduler.reassign.roadef;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** The challenge's definition, word by word and slow: what the state is held against. */
final class Definition {
  private final RoadefInstance instance;
  private final int[] before;
  private final int[] after;

  private Definition(RoadefInstance instance, int[] before, int[] after) {
    this.instance = instance;
    this.before = before;
    this.after = after;
  }

  /** The cost, or nothing if a hard rule is broken. */
  static OptionalLong cost(RoadefInstance instance, int[] before, int[] after) {
    var definition = new Definition(instance, before, after);
    return definition.kept() ? OptionalLong.of(definition.cost()) : OptionalLong.empty();
  }

  private long used(int m, int r, boolean lasting) {
    long used = 0;
    for (int p = 0; p < after.length; p++) {
      if (after[p] == m || (lasting && before[p] == m)) {
        used += instance.processes().get(p).requirement()[r];
      }
    }
    return used;
  }

  private int service(int p) {
    return instance.processes().get(p).service();
  }

  private boolean kept() {
    for (int m = 0; m < instance.machines().size(); m++) {
      for (int r = 0; r < instance.resources().size(); r++) {
        boolean lasting = instance.resources().get(r).lasting();
        if (used(m, r, lasting) > instance.machines().get(m).capacity()[r]) {
          return false;
        }
      }
    }
    for (int p = 0; p < after.length; p++) {
      for (int q = 0; q < p; q++) {
        if (after[p] == after[q] && service(p) == service(q)) {
          return false;
        }
      }
    }
    for (int s = 0; s < instance.services().size(); s++) {
      Set<Integer> locations = new HashSet<>();
      for (int p = 0; p < after.length; p++) {
        if (service(p) == s) {
          locations.add(instance.machines().get(after[p]).location());
        }
      }
      if (locations.size() < instance.services().get(s).spread()) {
        return false;
      }
      for (int needed : instance.services().get(s).dependencies()) {
        if (!neighbourhoods(needed).containsAll(neighbourhoods(s))) {
          return false;
        }
      }
    }
    return true;
  }

  private Set<Integer> neighbourhoods(int s) {
    Set<Integer> found = new HashSet<>();
    for (int p = 0; p < after.length; p++) {
      if (service(p) == s) {
        found.add(instance.machines().get(after[p]).neighbourhood());
      }
    }
    return found;
  }

  private long cost() {
    long cost = 0;
    for (int m = 0; m < instance.machines().size(); m++) {
      var machine = instance.machines().get(m);
      for (int r = 0; r < instance.resources().size(); r++) {
        cost +=
            instance.resources().get(r).loadWeight()
                * Math.max(0, used(m, r, false) - machine.safetyCapacity()[r]);
      }
      for (var b : instance.balances()) {
        long first = machine.capacity()[b.first()] - used(m, b.first(), false);
        long second = machine.capacity()[b.second()] - used(m, b.second(), false);
        cost += b.weight() * Math.max(0, b.target() * first - second);
      }
    }
    int[] moved = new int[instance.services().size()];
    int most = 0;
    for (int p = 0; p < after.length; p++) {
      if (after[p] != before[p]) {
        cost += instance.weights().processMove() * instance.processes().get(p).moveCost();
        cost +=
            instance.weights().machineMove()
                * instance.machines().get(before[p]).moveCost()[after[p]];
        most = Math.max(most, ++moved[service(p)]);
      }
    }
    return cost + instance.weights().serviceMove() * most;
  }
}
