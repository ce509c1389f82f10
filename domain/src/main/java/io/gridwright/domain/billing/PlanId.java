package io.gridwright.domain.billing;

import io.gridwright.domain.Identifier;

/** Names a plan, such as {@code memory-400}. */
public record PlanId(String value) implements Identifier {
  public PlanId {
    Identifier.required(value, "plan id");
  }
}
