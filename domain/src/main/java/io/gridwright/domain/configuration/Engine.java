package io.gridwright.domain.configuration;

/** A database engine, by name and version (F37). */
public record Engine(String name, String version) {}
