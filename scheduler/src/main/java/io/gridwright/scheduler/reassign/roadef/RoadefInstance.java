package io.gridwright.scheduler.reassign.roadef;

import java.util.List;

/**
 * A set of the challenge. Everything is counted from 0; quantities have the unit of their resource.
 * Arrays are not to be changed.
 */
public record RoadefInstance(
    List<Resource> resources,
    List<Machine> machines,
    List<Service> services,
    List<Process> processes,
    List<Balance> balances,
    Weights weights) {

  /**
   * @param lasting whether a moved process needs it on both machines (the challenge's "transient")
   * @param loadWeight cost of a unit over a machine's safety capacity
   */
  public record Resource(boolean lasting, long loadWeight) {}

  /**
   * @param capacity per resource; never exceeded
   * @param safetyCapacity per resource; use above it costs
   * @param moveCost of a process from here to each machine
   */
  public record Machine(
      int neighbourhood, int location, long[] capacity, long[] safetyCapacity, int[] moveCost) {}

  /**
   * @param spread locations that its processes must at least be in
   * @param dependencies services that must be in each neighbourhood where this one is
   */
  public record Service(int spread, int[] dependencies) {}

  /**
   * @param requirement per resource
   */
  public record Process(int service, long[] requirement, long moveCost) {}

  /** Costs the weight times {@code max(0, target * free(first) - free(second))} on each machine. */
  public record Balance(int first, int second, long target, long weight) {}

  /**
   * Of the costs of moved processes, of the service with most moved processes, of machine pairs.
   */
  public record Weights(long processMove, long serviceMove, long machineMove) {}

  int highestNeighbourhood() {
    return machines.stream().mapToInt(Machine::neighbourhood).max().orElse(0);
  }

  int highestLocation() {
    return machines.stream().mapToInt(Machine::location).max().orElse(0);
  }
}
