package io.gridwright.scheduler.model;

/** Whether a machine of one shape may stand on a node by itself. */
@FunctionalInterface
public interface PairTest {
  boolean admits(int node);
}
