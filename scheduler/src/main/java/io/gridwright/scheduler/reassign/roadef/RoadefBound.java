package io.gridwright.scheduler.reassign.roadef;

/**
 * A cost that no assignment is below. Each load and balance cost is a sum over machines of max(0,
 * x), so at least max(0, sum of x); that sum is the same for every assignment. Moves cost at least
 * 0.
 */
public final class RoadefBound {
  private RoadefBound() {}

  public static long of(RoadefInstance instance) {
    long bound = 0;
    for (int r = 0; r < instance.resources().size(); r++) {
      int resource = r;
      long safety = instance.machines().stream().mapToLong(m -> m.safetyCapacity()[resource]).sum();
      bound +=
          instance.resources().get(r).loadWeight() * Math.max(0, required(instance, r) - safety);
    }
    for (var balance : instance.balances()) {
      long missing =
          balance.target() * free(instance, balance.first()) - free(instance, balance.second());
      bound += balance.weight() * Math.max(0, missing);
    }
    return bound;
  }

  private static long required(RoadefInstance instance, int resource) {
    return instance.processes().stream().mapToLong(p -> p.requirement()[resource]).sum();
  }

  private static long free(RoadefInstance instance, int resource) {
    return instance.machines().stream().mapToLong(m -> m.capacity()[resource]).sum()
        - required(instance, resource);
  }
}
