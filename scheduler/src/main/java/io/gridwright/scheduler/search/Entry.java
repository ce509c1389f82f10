package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Group;

/** A group on a node, and what it costs there, in thousandths. */
public record Entry(Group group, int node, long cost) {}
