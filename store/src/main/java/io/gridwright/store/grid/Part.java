package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ComponentId;

/** One machine's place in a configuration, whichever machine holds it. */
public record Part(ComponentId component, int ordinal) {}
