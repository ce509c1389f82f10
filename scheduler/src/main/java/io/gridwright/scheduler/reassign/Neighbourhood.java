package io.gridwright.scheduler.reassign;

/**
 * Processes that may move while all others stay, and where each of them may go.
 *
 * @param processes ascending
 * @param candidates for each of them the machines, ascending, its present one among them
 */
public record Neighbourhood(int[] processes, int[][] candidates) {}
