package io.gridwright.domain.account;

/**
 * How much an account may hold at one time (F34, F42), in the units of {@link
 * io.gridwright.domain.grid.Capacity}; addresses are counted.
 */
public record Ceiling(long memoryMib, int vcpus, long diskGib, int addresses) {}
