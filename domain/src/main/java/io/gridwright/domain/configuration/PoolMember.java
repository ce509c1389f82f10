package io.gridwright.domain.configuration;

/** A server behind a virtual address: the port separates services on one server (F40). */
public record PoolMember(String component, int port) {}
