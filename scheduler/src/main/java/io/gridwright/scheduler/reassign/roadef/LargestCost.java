package io.gridwright.scheduler.reassign.roadef;

import java.util.stream.DoubleStream;

/** More than any assignment of a set can cost: what fits 64 bits is counted in them safely. */
final class LargestCost {
  private LargestCost() {}

  static double of(RoadefInstance instance) {
    return load(instance) + balance(instance) + moves(instance);
  }

  private static double load(RoadefInstance instance) {
    double sum = 0;
    for (int r = 0; r < instance.resources().size(); r++) {
      sum += required(instance, r) * Math.max(1, instance.resources().get(r).loadWeight());
    }
    return sum;
  }

  private static double balance(RoadefInstance instance) {
    double sum = 0;
    for (var balance : instance.balances()) {
      double free = capacity(instance, balance.first()) + required(instance, balance.first());
      double other = capacity(instance, balance.second()) + required(instance, balance.second());
      sum += (Math.max(1, balance.target()) * free + other) * Math.max(1, balance.weight());
    }
    return sum;
  }

  private static double moves(RoadefInstance instance) {
    var weights = instance.weights();
    double processes =
        instance.processes().stream().mapToDouble(RoadefInstance.Process::moveCost).sum()
            * weights.processMove();
    double pairs =
        instance.machines().stream()
            .flatMapToDouble(m -> DoubleStream.of(most(m.moveCost())))
            .max()
            .orElse(0);
    double count = instance.processes().size();
    return processes + count * weights.serviceMove() + count * pairs * weights.machineMove();
  }

  private static int most(int[] costs) {
    int most = 0;
    for (int cost : costs) {
      most = Math.max(most, cost);
    }
    return most;
  }

  private static double required(RoadefInstance instance, int resource) {
    return instance.processes().stream().mapToDouble(p -> p.requirement()[resource]).sum();
  }

  private static double capacity(RoadefInstance instance, int resource) {
    return instance.machines().stream().mapToDouble(m -> m.capacity()[resource]).sum();
  }
}
