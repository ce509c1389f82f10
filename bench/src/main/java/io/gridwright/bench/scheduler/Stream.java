package io.gridwright.bench.scheduler;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** Orders that arrive one after another at one strategy, and what became of them. */
final class Stream {

  /**
   * How orders come.
   *
   * @param orders how many arrive
   * @param lifetime how many arrivals each stays on average; empty: for ever
   */
  record Plan(int orders, Optional<Double> lifetime, long seed) {}

  private record Stay(long until, Workload.Order order, Map<PlacementComponent, NodeName> nodes) {}

  private final GridState grid;
  private final Strategy strategy;
  private final Scheduler judge;
  private final List<Double> millis = new ArrayList<>();
  private int accepted;
  private int refused;
  private int proved;
  private long machines;
  private long shared;
  private long cost;
  private double ramAtFirstRefusal = -1;

  /**
   * @param judge reckons the cost of every decision, whoever made it
   */
  Stream(GridState grid, Strategy strategy, Scheduler judge) {
    this.grid = grid;
    this.strategy = strategy;
    this.judge = judge;
  }

  Stream run(Plan plan) {
    Workload workload = new Workload(plan.seed());
    Random lives = new Random(plan.seed() + 1);
    PriorityQueue<Stay> leaving = new PriorityQueue<>((a, b) -> Long.compare(a.until(), b.until()));
    for (int i = 0; i < plan.orders(); i++) {
      while (!leaving.isEmpty() && leaving.peek().until() <= i) {
        leave(leaving.poll());
      }
      Workload.Order order = workload.next();
      double life = -Math.log(1 - lives.nextDouble());
      long begun = System.nanoTime();
      Optional<Strategy.Decision> decision = strategy.place(grid, order, i);
      millis.add((System.nanoTime() - begun) / 1e6);
      if (decision.isEmpty()) {
        refused++;
        ramAtFirstRefusal = ramAtFirstRefusal < 0 ? ramShare() : ramAtFirstRefusal;
        continue;
      }
      take(order, decision.get());
      if (plan.lifetime().isPresent()) {
        long until = i + Math.max(1, Math.round(life * plan.lifetime().get()));
        leaving.add(new Stay(until, order, decision.get().nodes()));
      }
    }
    return this;
  }

  private void take(Workload.Order order, Strategy.Decision decision) {
    accepted++;
    proved += decision.proved() ? 1 : 0;
    machines += order.machines().size();
    shared += order.machines().size() - decision.nodes().values().stream().distinct().count();
    cost +=
        judge.cost(
            new PlacementProblem(order.tenant(), grid, order.machines(), 0), decision.nodes());
    decision
        .nodes()
        .forEach((machine, node) -> grid.add(node, PresentMachine.of(order.tenant(), machine)));
  }

  private void leave(Stay stay) {
    stay.nodes()
        .forEach(
            (machine, node) ->
                grid.remove(node, PresentMachine.of(stay.order().tenant(), machine)));
  }

  String name() {
    return strategy.name();
  }

  int accepted() {
    return accepted;
  }

  int refused() {
    return refused;
  }

  /** Of the accepted ones. */
  double provedShare() {
    return accepted == 0 ? 1 : (double) proved / accepted;
  }

  /** Per machine, those that share a node with another of their configuration. */
  double coLocations() {
    return machines == 0 ? 0 : (double) shared / machines;
  }

  /** Mean cost per order, in the score's own unit. */
  double objective() {
    return accepted == 0 ? 0 : cost / 1000.0 / accepted;
  }

  double ramAtFirstRefusal() {
    return ramAtFirstRefusal < 0 ? ramShare() : ramAtFirstRefusal;
  }

  double ramShare() {
    return share(GridResource.MEMORY);
  }

  private double share(GridResource resource) {
    double all = Arrays.stream(grid.capacities(resource)).sum();
    return Arrays.stream(grid.useds(resource)).sum() / all;
  }

  /** Nodes that pay the fee of the licence. */
  long licences() {
    long nodes = 0;
    for (int n = 0; n < grid.size(); n++) {
      nodes += grid.hasLicence("windows", n) ? 1 : 0;
    }
    return nodes;
  }

  /** Standard deviation of the nodes' RAM shares. */
  double unevenness() {
    double mean = 0;
    double squares = 0;
    for (int n = 0; n < grid.size(); n++) {
      double share =
          (double) grid.used(GridResource.MEMORY, n) / grid.capacity(GridResource.MEMORY, n);
      mean += share / grid.size();
      squares += share * share / grid.size();
    }
    return Math.sqrt(Math.max(0, squares - mean * mean));
  }

  /** Mean distance from an even number of web and data machines on a node. */
  double mix() {
    double sum = 0;
    for (int n = 0; n < grid.size(); n++) {
      sum += Math.abs(grid.mix(n));
    }
    return sum / grid.size();
  }

  /** Milliseconds of a decision, of that percentile. */
  double millis(double percentile) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(percentile * sorted.length))];
  }

  double slowest() {
    return millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
