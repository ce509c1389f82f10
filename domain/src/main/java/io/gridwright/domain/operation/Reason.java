package io.gridwright.domain.operation;

/**
 * Why a component fits nowhere: the rule, how many nodes it rules out, the nearest miss in words.
 * CONTRACT section 4.
 */
public record Reason(String component, String rule, int nodes, String nearest) {}
