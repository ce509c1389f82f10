package io.gridwright.scheduler.reassign;

/**
 * How far a search is.
 *
 * @param share of its present round, 0 to 1
 * @param cost of the best so far
 * @param seconds since it began
 */
public record Progress(double share, long cost, double seconds) {}
