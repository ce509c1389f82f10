package io.gridwright.store.traffic;

/**
 * The right to write a balancer's file, unless one with a higher ticket is there. Whatever was
 * committed before the ticket must be in what its holder writes: read the rules after it.
 *
 * @param ticket 1.. per machine
 */
public record BalancerTurn(long ticket) {}
