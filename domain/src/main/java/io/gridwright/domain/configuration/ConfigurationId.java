package io.gridwright.domain.configuration;

import io.gridwright.domain.Identifier;

/** Names a configuration; opaque. */
public record ConfigurationId(String value) implements Identifier {
  public ConfigurationId {
    Identifier.required(value, "configuration id");
  }
}
