package io.gridwright.scheduler.model;

/**
 * Whether a group may stand on a node together. Asked only of groups whose machines may each stand
 * there alone; a part of an admitted group must be admitted too.
 */
@FunctionalInterface
public interface GroupTest {
  boolean admits(int node, Group group);
}
