package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Shape;

/** The nodes that can take a machine of one shape by itself, each with what it costs there. */
final class ShapeScan {
  static final long CANNOT = -1;

  private final Shape shape;
  private final NodeOrder order;
  private final PairCosts costs;
  private final Selection cheapest;

  /**
   * @param keys of the nodes where it can stand, in any order
   */
  ShapeScan(Shape shape, NodeOrder order, PairCosts costs, long[] keys, int feasible) {
    this.shape = shape;
    this.order = order;
    this.costs = costs;
    this.cheapest = new Selection(keys, feasible);
  }

  Shape shape() {
    return shape;
  }

  /** How many nodes can take it. */
  int feasible() {
    return cheapest.size();
  }

  /** The node of that rank by cost, 0 for the cheapest. */
  int node(int rank) {
    return order.node(cheapest.at(rank));
  }

  /** What a node costs; {@link #CANNOT} where it can't take it. */
  long cost(int node) {
    return costs.admits(node) ? costs.at(node) : CANNOT;
  }

  boolean admits(int node) {
    return costs.admits(node);
  }
}
