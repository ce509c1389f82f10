package io.gridwright.scheduler.reassign;

/**
 * What a search found. Arrays are not to be changed.
 *
 * @param climbed the assignment after hill climbing alone
 * @param climbedSeconds that it took
 * @param assignment the best
 * @param seconds of all phases
 */
public record SearchResult(
    int[] climbed,
    long climbedCost,
    double climbedSeconds,
    int[] assignment,
    long cost,
    double seconds) {}
