package io.gridwright.domain.configuration;

import io.gridwright.domain.Identifier;

/** Names a component over its whole life, whatever it is renamed to; opaque. */
public record ComponentId(String value) implements Identifier {
  public ComponentId {
    Identifier.required(value, "component id");
  }
}
