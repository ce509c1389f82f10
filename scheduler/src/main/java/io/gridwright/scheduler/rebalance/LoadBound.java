package io.gridwright.scheduler.rebalance;

import io.gridwright.scheduler.placement.GridResource;

/**
 * What a grid's load and its migrations cost at least. Machines may be cut into pieces and no rule
 * binds them; what is left is convex, and Frank and Wolfe's method (1956) yields in each round a
 * lower bound of it, and so of every plan: the cost at a point, plus the steepest descent from
 * there. Each round asks every machine which node would be cheapest at the present prices.
 */
final class LoadBound {
  private static final int RESOURCES = GridResource.values().length;

  private final GridAssignment start;
  private final int nodes;
  private final int machines;

  /** What stays whatever is moved. */
  private final double[][] fixed;

  /** The point: what each node carries, and what migrations cost there. */
  private final double[][] used;

  private double moves;

  LoadBound(GridAssignment start) {
    this.start = start;
    this.nodes = start.machines();
    this.machines = start.processes();
    this.used = new double[RESOURCES][nodes];
    this.fixed = new double[RESOURCES][nodes];
    for (int r = 0; r < RESOURCES; r++) {
      for (int n = 0; n < nodes; n++) {
        used[r][n] = start.used(r, n);
        fixed[r][n] = used[r][n];
      }
      for (int p = 0; p < machines; p++) {
        fixed[r][start.machineOf(p)] -= start.demand(r, p);
      }
    }
  }

  /** In the unit of {@link GridAssignment#cost()}. */
  long bound(int rounds) {
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      best = Math.max(best, round());
    }
    return (long) Math.floor(best * 1000);
  }

  /** Moves the point; returns the bound that held before. */
  private double round() {
    double[][] price = new double[nodes][RESOURCES];
    double here = moves;
    for (int n = 0; n < nodes; n++) {
      for (int r = 0; r < RESOURCES; r++) {
        here += start.scale(r, n) * used[r][n] * used[r][n];
        price[n][r] = 2 * start.scale(r, n) * used[r][n];
      }
    }
    double[][] target = new double[RESOURCES][];
    for (int r = 0; r < RESOURCES; r++) {
      target[r] = fixed[r].clone();
    }
    double targetMoves = choose(price, target);
    double slope = targetMoves - moves;
    double curve = 0;
    for (int n = 0; n < nodes; n++) {
      for (int r = 0; r < RESOURCES; r++) {
        double step = target[r][n] - used[r][n];
        slope += price[n][r] * step;
        curve += start.scale(r, n) * step * step;
      }
    }
    if (curve > 0) {
      go(Math.min(1, Math.max(0, -slope / (2 * curve))), target, targetMoves);
    }
    return here + slope;
  }

  /** Puts each machine where it is cheapest at these prices; returns what the migrations cost. */
  private double choose(double[][] price, double[][] target) {
    double cost = 0;
    for (int p = 0; p < machines; p++) {
      int home = start.machineOf(p);
      int best = home;
      double least = at(price[home], p);
      double move = start.moveCost(p);
      for (int n = 0; n < nodes; n++) {
        double value = at(price[n], p) + move;
        if (n != home && value < least) {
          least = value;
          best = n;
        }
      }
      cost += best == home ? 0 : move;
      for (int r = 0; r < RESOURCES; r++) {
        target[r][best] += start.demand(r, p);
      }
    }
    return cost;
  }

  private double at(double[] price, int machine) {
    double sum = 0;
    for (int r = 0; r < RESOURCES; r++) {
      sum += price[r] * start.demand(r, machine);
    }
    return sum;
  }

  private void go(double share, double[][] target, double targetMoves) {
    moves += share * (targetMoves - moves);
    for (int r = 0; r < RESOURCES; r++) {
      for (int n = 0; n < nodes; n++) {
        used[r][n] += share * (target[r][n] - used[r][n]);
      }
    }
  }
}
