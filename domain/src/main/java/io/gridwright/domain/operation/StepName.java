package io.gridwright.domain.operation;

import io.gridwright.domain.Identifier;

/**
 * Name of a step: the same in workflow code, in {@code operation_step} and in the panel, such as
 * {@code place} or {@code await-agent}.
 */
public record StepName(String value) implements Identifier {
  public StepName {
    Identifier.required(value, "step name");
  }
}
