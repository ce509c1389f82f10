package io.gridwright.scheduler;

import io.gridwright.domain.grid.NodeState;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.OptionalLong;

/**
 * Tries every placement of a small problem. Written from DESIGN section 5 alone: it shares no line
 * with rules, factors or model, so that a mistake there shows as a difference.
 */
final class BruteForce {
  private static final long BEYOND_FIRST = 100_000;

  private final PlacementProblem problem;
  private final int[] chosen;
  private long best = Long.MAX_VALUE;

  private BruteForce(PlacementProblem problem) {
    this.problem = problem;
    this.chosen = new int[problem.components().size()];
  }

  /** The least cost of any valid placement; empty where there is none. */
  static OptionalLong leastCost(PlacementProblem problem) {
    BruteForce all = new BruteForce(problem);
    all.choose(0);
    return all.best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(all.best);
  }

  private void choose(int component) {
    if (component == chosen.length) {
      if (valid()) {
        best = Math.min(best, cost());
      }
      return;
    }
    for (int node = 0; node < problem.nodes().size(); node++) {
      chosen[component] = node;
      choose(component + 1);
    }
  }

  private boolean valid() {
    for (int n = 0; n < problem.nodes().size(); n++) {
      if (!valid(n, problem.nodes().get(n))) {
        return false;
      }
    }
    return true;
  }

  private boolean valid(int n, PlacementNode node) {
    long memory = node.used().memoryMib();
    long vcpus = node.used().vcpus();
    long disk = node.used().diskGib();
    long network = node.used().bandwidthMbps();
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] != n) {
        continue;
      }
      PlacementComponent component = problem.components().get(i);
      memory += component.demand().memoryMib();
      vcpus += component.demand().vcpus();
      disk += component.demand().diskGib();
      network += component.demand().bandwidthMbps();
      if (node.state() != NodeState.ONLINE || !node.images().contains(component.image())) {
        return false;
      }
      if (hasMate(n, i, component, node)) {
        return false;
      }
    }
    return !taken(n)
        || (memory <= node.capacity().memoryMib()
            && vcpus <= node.capacity().vcpus()
            && disk <= node.capacity().diskGib()
            && network <= node.capacity().bandwidthMbps());
  }

  private boolean hasMate(int n, int i, PlacementComponent component, PlacementNode node) {
    for (int j = 0; j < chosen.length; j++) {
      if (j != i && chosen[j] == n && problem.components().get(j).kind() == component.kind()) {
        return true;
      }
    }
    for (PresentMachine m : node.present()) {
      boolean itself = m.component().equals(component.id()) && m.ordinal() == component.ordinal();
      if (m.configuration().equals(problem.configuration())
          && m.kind() == component.kind()
          && !itself) {
        return true;
      }
    }
    return false;
  }

  private boolean taken(int n) {
    for (int at : chosen) {
      if (at == n) {
        return true;
      }
    }
    return false;
  }

  private long cost() {
    long cost = 0;
    for (int n = 0; n < problem.nodes().size(); n++) {
      PlacementNode node = problem.nodes().get(n);
      long here = 0;
      for (int i = 0; i < chosen.length; i++) {
        if (chosen[i] == n) {
          here++;
          cost += utilisation(problem.components().get(i), node);
        }
      }
      long standing =
          node.present().stream()
              .filter(m -> m.configuration().equals(problem.configuration()))
              .count();
      cost += here == 0 ? 0 : BEYOND_FIRST * (standing > 0 ? here : here - 1);
    }
    return cost;
  }

  static long utilisation(PlacementComponent component, PlacementNode node) {
    long a =
        share(
            node.used().memoryMib() + component.demand().memoryMib(), node.capacity().memoryMib());
    long b = share(node.used().vcpus() + component.demand().vcpus(), node.capacity().vcpus());
    long c = share(node.used().diskGib() + component.demand().diskGib(), node.capacity().diskGib());
    long d =
        share(
            node.used().bandwidthMbps() + component.demand().bandwidthMbps(),
            node.capacity().bandwidthMbps());
    return (4 * Math.max(Math.max(a, b), Math.max(c, d)) + a + b + c + d) / 8;
  }

  private static long share(long used, long all) {
    return Math.min(1000, used * 1000 / all);
  }
}
