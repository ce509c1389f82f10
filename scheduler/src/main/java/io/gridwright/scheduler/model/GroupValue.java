package io.gridwright.scheduler.model;

/**
 * How bad a node is for several machines together: the sum over them. For a single machine it is
 * its {@link PairValue}.
 */
@FunctionalInterface
public interface GroupValue {
  long at(int node, Group group);
}
