package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.reassign.PairCounts;
import java.util.Arrays;

/** Conflict, spread and dependency: the rules between the processes of services. */
final class ServiceRules {
  private final int[] service;
  private final int[] neighbourhood;
  private final int[] location;
  private final int[] spread;
  private final int[][] dependencies;
  private final int[][] dependents;
  private final PairCounts onMachine;
  private final PairCounts inLocation;
  private final PairCounts inNeighbourhood;
  private final int[] locations;

  ServiceRules(RoadefInstance instance, int[] home) {
    this.service =
        instance.processes().stream().mapToInt(RoadefInstance.Process::service).toArray();
    var machines = instance.machines();
    this.neighbourhood =
        machines.stream().mapToInt(RoadefInstance.Machine::neighbourhood).toArray();
    this.location = machines.stream().mapToInt(RoadefInstance.Machine::location).toArray();
    int services = instance.services().size();
    this.spread = instance.services().stream().mapToInt(RoadefInstance.Service::spread).toArray();
    this.dependencies = new int[services][];
    for (int s = 0; s < services; s++) {
      int own = s;
      dependencies[s] =
          Arrays.stream(instance.services().get(s).dependencies())
              .filter(other -> other != own)
              .distinct()
              .toArray();
    }
    this.dependents = reversed(dependencies);
    this.onMachine = new PairCounts(services, machines.size(), home.length);
    this.inLocation = new PairCounts(services, instance.highestLocation() + 1, home.length);
    this.inNeighbourhood =
        new PairCounts(services, instance.highestNeighbourhood() + 1, home.length);
    this.locations = new int[services];
    for (int p = 0; p < home.length; p++) {
      enter(service[p], home[p]);
    }
  }

  private ServiceRules(ServiceRules other) {
    this.service = other.service;
    this.neighbourhood = other.neighbourhood;
    this.location = other.location;
    this.spread = other.spread;
    this.dependencies = other.dependencies;
    this.dependents = other.dependents;
    this.onMachine = other.onMachine.copy();
    this.inLocation = other.inLocation.copy();
    this.inNeighbourhood = other.inNeighbourhood.copy();
    this.locations = other.locations.clone();
  }

  private static int[][] reversed(int[][] lists) {
    int[] sizes = new int[lists.length];
    for (int[] list : lists) {
      for (int to : list) {
        sizes[to]++;
      }
    }
    int[][] reversed = new int[lists.length][];
    for (int i = 0; i < lists.length; i++) {
      reversed[i] = new int[sizes[i]];
    }
    for (int from = 0; from < lists.length; from++) {
      for (int to : lists[from]) {
        reversed[to][--sizes[to]] = from;
      }
    }
    return reversed;
  }

  ServiceRules copy() {
    return new ServiceRules(this);
  }

  boolean allowShift(int process, int from, int to) {
    int s = service[process];
    return onMachine.get(s, to) == 0
        && keepsSpread(s, location[from], location[to])
        && keepsDependencies(s, -1, neighbourhood[from], neighbourhood[to]);
  }

  boolean allowSwap(int process, int from, int other, int to) {
    int s = service[process];
    int t = service[other];
    return s == t
        || (onMachine.get(s, to) == 0
            && onMachine.get(t, from) == 0
            && keepsSpread(s, location[from], location[to])
            && keepsSpread(t, location[to], location[from])
            && keepsDependencies(s, t, neighbourhood[from], neighbourhood[to])
            && keepsDependencies(t, s, neighbourhood[to], neighbourhood[from]));
  }

  private boolean keepsSpread(int s, int from, int to) {
    if (from == to || spread[s] <= 1) {
      return true;
    }
    int lost = inLocation.get(s, from) == 1 ? 1 : 0;
    int won = inLocation.get(s, to) == 0 ? 1 : 0;
    return locations[s] - lost + won >= spread[s];
  }

  /** Service s goes from one neighbourhood to another while one process of {@code back} returns. */
  private boolean keepsDependencies(int s, int back, int from, int to) {
    if (from == to) {
      return true;
    }
    for (int needed : dependencies[s]) {
      if (inNeighbourhood.get(needed, to) - (needed == back ? 1 : 0) <= 0) {
        return false;
      }
    }
    if (dependents[s].length == 0 || inNeighbourhood.get(s, from) > 1) {
      return true;
    }
    for (int dependent : dependents[s]) {
      if (dependent == back || inNeighbourhood.get(dependent, from) > 0) {
        return false;
      }
    }
    return true;
  }

  void shift(int process, int from, int to) {
    int s = service[process];
    onMachine.decrement(s, from);
    if (inLocation.decrement(s, location[from]) == 0) {
      locations[s]--;
    }
    inNeighbourhood.decrement(s, neighbourhood[from]);
    enter(s, to);
  }

  private void enter(int s, int machine) {
    onMachine.increment(s, machine);
    if (inLocation.increment(s, location[machine]) == 1) {
      locations[s]++;
    }
    inNeighbourhood.increment(s, neighbourhood[machine]);
  }
}
