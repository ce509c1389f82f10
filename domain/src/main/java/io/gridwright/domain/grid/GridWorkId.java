package io.gridwright.domain.grid;

import io.gridwright.domain.Identifier;

/** Names what operators asked of the grid; opaque. */
public record GridWorkId(String value) implements Identifier {
  public GridWorkId {
    Identifier.required(value, "grid work id");
  }
}
