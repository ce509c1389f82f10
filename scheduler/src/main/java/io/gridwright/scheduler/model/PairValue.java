package io.gridwright.scheduler.model;

/**
 * How bad a node is for a machine of one shape by itself, from 0 (as good as can be) to about 1000.
 */
@FunctionalInterface
public interface PairValue {
  int at(int node);
}
