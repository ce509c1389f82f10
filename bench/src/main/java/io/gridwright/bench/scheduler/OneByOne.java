package io.gridwright.bench.scheduler;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The baselines: one machine after another, each on the node that a simple rule likes best. They
 * keep the hard rules: capacity, one of a tier per node, half of a tier per rack.
 */
final class OneByOne implements Strategy {
  private static final GridResource[] RESOURCES = GridResource.values();

  /** How good a node is for a machine; more is better. */
  interface Rule {
    double score(Look look, PlacementComponent machine, int node);
  }

  /** The grid with what the order has placed so far. */
  static final class Look {
    final GridState grid;
    final Map<Integer, List<PlacementComponent>> placed = new HashMap<>();

    Look(GridState grid) {
      this.grid = grid;
    }

    long free(GridResource resource, int node) {
      long free = grid.free(resource, node);
      List<PlacementComponent> here = placed.get(node);
      if (here != null) {
        for (PlacementComponent other : here) {
          free -= resource.of(other.demand());
        }
      }
      return free;
    }

    /** Share of a resource that is used once the machine stands there. */
    double after(GridResource resource, PlacementComponent machine, int node) {
      double all = grid.capacity(resource, node);
      return 1 - (free(resource, node) - resource.of(machine.demand())) / all;
    }

    int own(int node) {
      return placed.getOrDefault(node, List.of()).size();
    }
  }

  private final String name;
  private final Rule rule;

  OneByOne(String name, Rule rule) {
    this.name = name;
    this.rule = rule;
  }

  static List<Strategy> all() {
    return List.of(
        new OneByOne("first-fit", (look, machine, node) -> -node),
        new OneByOne("best-fit", (look, machine, node) -> fullness(look, machine, node)),
        new OneByOne("worst-fit", (look, machine, node) -> -fullness(look, machine, node)),
        new OneByOne("dot-product", OneByOne::dotProduct),
        kubernetes());
  }

  /** LeastAllocated, BalancedAllocation and twice the spread, as Kubernetes weighs them. */
  static Strategy kubernetes() {
    return new OneByOne(
        "kubernetes-like",
        (look, machine, node) -> {
          double cpu = look.after(GridResource.VCPUS, machine, node);
          double memory = look.after(GridResource.MEMORY, machine, node);
          double least = 50 * (2 - cpu - memory);
          double balanced = 100 * (1 - Math.abs(cpu - memory) / 2);
          double spread = 100.0 / (1 + look.own(node));
          return least + balanced + 2 * spread;
        });
  }

  private static double fullness(Look look, PlacementComponent machine, int node) {
    double sum = 0;
    for (GridResource resource : RESOURCES) {
      sum += look.after(resource, machine, node);
    }
    return sum;
  }

  /** Demand and free shares point the same way (Panigrahy and others, 2011). */
  private static double dotProduct(Look look, PlacementComponent machine, int node) {
    double sum = 0;
    for (GridResource resource : RESOURCES) {
      double all = look.grid.capacity(resource, node);
      sum += resource.of(machine.demand()) / all * (look.free(resource, node) / all);
    }
    return sum;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Decision> place(GridState grid, Workload.Order order, int seed) {
    Look look = new Look(grid);
    Map<PlacementComponent, NodeName> nodes = new HashMap<>();
    for (PlacementComponent machine : order.machines()) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int node = 0; node < grid.size(); node++) {
        if (fits(look, order, machine, node)) {
          double score = rule.score(look, machine, node);
          if (score > most) {
            most = score;
            best = node;
          }
        }
      }
      if (best < 0) {
        return Optional.empty();
      }
      look.placed.computeIfAbsent(best, n -> new ArrayList<>()).add(machine);
      nodes.put(machine, grid.name(best));
    }
    return Optional.of(new Decision(nodes, false));
  }

  private static boolean fits(
      Look look, Workload.Order order, PlacementComponent machine, int node) {
    for (GridResource resource : RESOURCES) {
      long demand = resource.of(machine.demand());
      if (demand > 0 && demand > look.free(resource, node)) {
        return false;
      }
    }
    if (look.placed.isEmpty()) {
      return true;
    }
    ComponentKind tier = machine.tier();
    long total = order.machines().stream().filter(m -> m.tier() == tier).count();
    int inRack = 0;
    for (Map.Entry<Integer, List<PlacementComponent>> entry : look.placed.entrySet()) {
      long mates = entry.getValue().stream().filter(m -> m.tier() == tier).count();
      if (mates > 0 && entry.getKey() == node) {
        return false;
      }
      inRack += look.grid.rack(entry.getKey()) == look.grid.rack(node) ? mates : 0;
    }
    return total < 2 || inRack < (total + 1) / 2;
  }
}
