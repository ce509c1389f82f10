package io.gridwright.scheduler.reassign;

/**
 * What a search found. Arrays are not to be changed.
 *
 * @param climbed the assignment after hill climbing alone
 * @param assignment the best
 */
public record SearchResult(int[] climbed, long climbedCost, int[] assignment, long cost) {}
