package io.gridwright.domain.configuration;

/** An opening that the customer wrote: {@code from} is a CIDR. */
public record FirewallEntry(String component, int port, String from) {}
