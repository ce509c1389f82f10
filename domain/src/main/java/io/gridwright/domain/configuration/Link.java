package io.gridwright.domain.configuration;

/** Explicit wiring (F23): {@code from} may open {@code port} of {@code to}. */
public record Link(String from, String to, int port) {}
