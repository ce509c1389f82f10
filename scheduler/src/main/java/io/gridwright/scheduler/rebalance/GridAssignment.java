package io.gridwright.scheduler.rebalance;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.placement.RackShares;
import io.gridwright.scheduler.factor.Moves;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.reassign.AssignmentState;
import io.gridwright.scheduler.reassign.PairCounts;
import io.gridwright.scheduler.rule.Rule;
import io.gridwright.scheduler.search.Criteria;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The grid's load as an assignment problem. A node costs the mean of its resources' used shares
 * squared, by its size among the others, so that even load costs least; a machine away from home
 * costs its migration. No machine goes where another of its configuration stands, nor where a rule
 * of single pairs forbids it, nor more of them away than is allowed.
 */
final class GridAssignment implements AssignmentState {
  /** What the whole grid costs at full load; a migration costs 20 and more. */
  private static final double SCALE = 20_000;

  private static final GridResource[] RESOURCES = GridResource.values();

  /** Rules that change while machines move, and are kept here by sums and counts instead. */
  private static final Set<String> KEPT_BY_COUNTS =
      Set.of(
          "memory",
          "vcpus",
          "disk",
          "bandwidth",
          "distinct",
          "coLocation",
          "racks",
          "dataSpread",
          "spreadOver",
          "moves");

  private final Fixed fixed;
  private final int[] at;
  private final double[][] used;
  private final PairCounts configurationOnNode;
  private final PairCounts tierInRack;
  private int away;
  private double cost;

  /** What no move changes. */
  private record Fixed(
      int[] home,
      double[][] demand,
      double[][] capacity,
      double[][] scale,
      long[] moveCost,
      PairTest[][] tests,
      int[] configuration,
      int[] tier,
      int[] mostInRack,
      int[] mates,
      int[] rack,
      int most) {}

  private GridAssignment(GridAssignment other) {
    this.fixed = other.fixed;
    this.at = other.at.clone();
    this.used = new double[RESOURCES.length][];
    for (int r = 0; r < used.length; r++) {
      used[r] = other.used[r].clone();
    }
    this.configurationOnNode = other.configurationOnNode.copy();
    this.tierInRack = other.tierInRack.copy();
    this.away = other.away;
    this.cost = other.cost;
  }

  /**
   * @param residents what may move; all else stays
   * @param most how many may be away from home at the end
   */
  GridAssignment(GridState grid, Criteria criteria, List<Resident> residents, int most) {
    int processes = residents.size();
    int nodes = grid.size();
    Numbering configurations = new Numbering();
    Numbering tiers = new Numbering();
    this.at = new int[processes];
    this.used = new double[RESOURCES.length][nodes];
    double[][] capacity = new double[RESOURCES.length][nodes];
    double[][] scale = new double[RESOURCES.length][nodes];
    for (int r = 0; r < RESOURCES.length; r++) {
      double all = 0;
      for (int n = 0; n < nodes; n++) {
        used[r][n] = grid.used(RESOURCES[r], n);
        capacity[r][n] = grid.capacity(RESOURCES[r], n);
        all += capacity[r][n];
      }
      for (int n = 0; n < nodes; n++) {
        // used^2 / capacity, over the whole grid's capacity: shares squared, weighed by size.
        scale[r][n] =
            capacity[r][n] <= 0 || all <= 0
                ? 0
                : SCALE * nodes / RESOURCES.length / (capacity[r][n] * all);
      }
    }
    double[][] demand = new double[processes][RESOURCES.length];
    long[] moveCost = new long[processes];
    PairTest[][] tests = new PairTest[processes][];
    int[] configuration = new int[processes];
    int[] tier = new int[processes];
    int standing = 0;
    for (int n = 0; n < nodes; n++) {
      standing += grid.present(n).size();
    }
    this.configurationOnNode = new PairCounts(standing + 1, nodes, standing + 1);
    this.tierInRack = new PairCounts(standing + 1, Math.max(1, grid.racks()), standing + 1);
    Map<Integer, Integer> totals = new HashMap<>();
    for (int n = 0; n < nodes; n++) {
      for (var machine : grid.present(n)) {
        configurationOnNode.increment(configurations.of(machine.configuration()), n);
        int t = tiers.of(new Tier(machine.configuration(), machine.kind()));
        tierInRack.increment(t, grid.rack(n));
        totals.merge(t, 1, Integer::sum);
      }
    }
    boolean racks = criteria.policy().isRule("racks");
    int[] mostInRack = new int[processes];
    for (int p = 0; p < processes; p++) {
      Resident resident = residents.get(p);
      at[p] = grid.number(resident.node());
      for (int r = 0; r < RESOURCES.length; r++) {
        demand[p][r] = RESOURCES[r].of(resident.machine().demand());
      }
      moveCost[p] = Moves.value(resident.machine().demand().memoryMib());
      configuration[p] = configurations.of(resident.machine().configuration());
      tier[p] = tiers.of(new Tier(resident.machine().configuration(), resident.machine().kind()));
      int total = totals.get(tier[p]);
      mostInRack[p] = racks ? RackShares.racks(total) : RackShares.ALL;
      tests[p] = tests(grid, criteria, resident);
    }
    int[] mates = new int[processes];
    for (int p = 0; p < processes; p++) {
      mates[p] = configurationOnNode.get(configuration[p], at[p]);
    }
    int[] rack = new int[nodes];
    for (int n = 0; n < nodes; n++) {
      rack[n] = grid.rack(n);
    }
    this.fixed =
        new Fixed(
            at.clone(),
            demand,
            capacity,
            scale,
            moveCost,
            tests,
            configuration,
            tier,
            mostInRack,
            mates,
            rack,
            most);
    for (int n = 0; n < nodes; n++) {
      cost += node(n, 0, null);
    }
  }

  private record Tier(ConfigurationId configuration, ComponentKind kind) {}

  /** Small numbers for things, in the order in which they come. */
  private static final class Numbering {
    private final Map<Object, Integer> numbers = new HashMap<>();

    int of(Object thing) {
      return numbers.computeIfAbsent(thing, t -> numbers.size());
    }
  }

  private static PairTest[] tests(GridState grid, Criteria criteria, Resident resident) {
    var problem =
        new PlacementProblem(resident.machine().tenancy(), grid, List.of(resident.moving()), 0);
    View view = new View(problem, criteria.policy());
    return criteria.rules().stream()
        .filter(rule -> !KEPT_BY_COUNTS.contains(rule.name()))
        .map((Rule rule) -> rule.pairs(view, view.shapes().get(0)))
        .flatMap(Optional::stream)
        .toArray(PairTest[]::new);
  }

  @Override
  public int processes() {
    return at.length;
  }

  @Override
  public int machines() {
    return fixed.rack().length;
  }

  @Override
  public int machineOf(int process) {
    return at[process];
  }

  @Override
  public long cost() {
    return Math.round(cost * 1000);
  }

  private double node(int node, int sign, double[] change) {
    double sum = 0;
    for (int r = 0; r < RESOURCES.length; r++) {
      double after = used[r][node] + (change == null ? 0 : sign * change[r]);
      sum += after * after * fixed.scale()[r][node];
    }
    return sum;
  }

  /** A node's cost is the sum over resources of used squared times this. */
  double scale(int resource, int node) {
    return fixed.scale()[resource][node];
  }

  double used(int resource, int node) {
    return used[resource][node];
  }

  double demand(int resource, int process) {
    return fixed.demand()[process][resource];
  }

  long moveCost(int process) {
    return fixed.moveCost()[process];
  }

  private boolean admits(int process, int node) {
    for (PairTest test : fixed.tests()[process]) {
      if (!test.admits(node)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(int process, int node, double[] freed) {
    for (int r = 0; r < RESOURCES.length; r++) {
      double wanted = fixed.demand()[process][r];
      double free = fixed.capacity()[r][node] - used[r][node] + (freed == null ? 0 : freed[r]);
      if (wanted > 0 && wanted > free) {
        return false;
      }
    }
    return true;
  }

  private int awayBy(int process, int node) {
    int before = at[process] == fixed.home()[process] ? 0 : 1;
    return (node == fixed.home()[process] ? 0 : 1) - before;
  }

  private boolean allowed(int process, int node, double[] freed) {
    if (node == fixed.home()[process]) {
      // Where it stood it may stay, whatever the rules say of newcomers, unless a mate came.
      return fits(process, node, freed)
          && (at[process] == node
              || configurationOnNode.get(fixed.configuration()[process], node)
                  < fixed.mates()[process]);
    }
    int rack = fixed.rack()[node];
    boolean otherRack = rack != fixed.rack()[at[process]];
    return fits(process, node, freed)
        && configurationOnNode.get(fixed.configuration()[process], node) == 0
        && (!otherRack || tierInRack.get(fixed.tier()[process], rack) < fixed.mostInRack()[process])
        && admits(process, node);
  }

  private double shifted(int process, int node) {
    double[] demand = fixed.demand()[process];
    int from = at[process];
    return node(from, -1, demand)
        - node(from, 0, null)
        + node(node, 1, demand)
        - node(node, 0, null)
        + awayBy(process, node) * fixed.moveCost()[process];
  }

  @Override
  public long shiftDelta(int process, int node) {
    if (away + awayBy(process, node) > fixed.most() || !allowed(process, node, null)) {
      return FORBIDDEN;
    }
    return Math.round(shifted(process, node) * 1000);
  }

  @Override
  public long swapDelta(int process, int other) {
    int from = at[process];
    int to = at[other];
    if (away + awayBy(process, to) + awayBy(other, from) > fixed.most()
        || fixed.configuration()[process] == fixed.configuration()[other]
        || !allowed(process, to, fixed.demand()[other])
        || !allowed(other, from, fixed.demand()[process])) {
      return FORBIDDEN;
    }
    double delta = shifted(process, to);
    shift(process, to);
    delta += shifted(other, from);
    shift(process, from);
    return Math.round(delta * 1000);
  }

  @Override
  public void shift(int process, int node) {
    int from = at[process];
    cost += shifted(process, node);
    away += awayBy(process, node);
    for (int r = 0; r < RESOURCES.length; r++) {
      used[r][from] -= fixed.demand()[process][r];
      used[r][node] += fixed.demand()[process][r];
    }
    configurationOnNode.decrement(fixed.configuration()[process], from);
    configurationOnNode.increment(fixed.configuration()[process], node);
    tierInRack.decrement(fixed.tier()[process], fixed.rack()[from]);
    tierInRack.increment(fixed.tier()[process], fixed.rack()[node]);
    at[process] = node;
  }

  @Override
  public AssignmentState copy() {
    return new GridAssignment(this);
  }
}
