package io.gridwright.scheduler.reassign;

/**
 * What a search found. Arrays are not to be changed.
 *
 * @param shiftedCost where single shifts, each to the best machine, came to their end
 * @param climbed the assignment after hill climbing alone, by shifts and swaps
 * @param climbedSeconds that it took
 * @param assignment the best
 * @param seconds of all phases
 */
public record SearchResult(
    long shiftedCost,
    int[] climbed,
    long climbedCost,
    double climbedSeconds,
    int[] assignment,
    long cost,
    double seconds) {}
