package io.gridwright.domain.configuration;

/** The memory of a whole tier in MiB, of which a component may ask a percentage (F29). */
public record TierSize(long memoryMib) {}
