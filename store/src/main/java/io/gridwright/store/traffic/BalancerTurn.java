package io.gridwright.store.traffic;

import io.gridwright.domain.configuration.ConfigurationDocument;

/**
 * The right to write a balancer's file, unless one with a higher ticket is there. Whatever was
 * committed before the ticket must be in what its holder writes: read the rules after it.
 *
 * @param ticket 1.. per machine
 * @param document by which the balancer's file was last written, or is just being written
 */
public record BalancerTurn(long ticket, ConfigurationDocument document) {}
