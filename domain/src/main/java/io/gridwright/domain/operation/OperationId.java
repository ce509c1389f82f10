package io.gridwright.domain.operation;

import io.gridwright.domain.Identifier;

/** Names an operation; opaque. */
public record OperationId(String value) implements Identifier {
  public OperationId {
    Identifier.required(value, "operation id");
  }
}
