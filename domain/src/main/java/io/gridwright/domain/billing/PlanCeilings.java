package io.gridwright.domain.billing;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What one plan lets an account hold at one time; empty where the plan says nothing of it. */
public record PlanCeilings(OptionalLong memoryMib, OptionalInt vcpus, OptionalLong diskGib) {
  public static final PlanCeilings NONE =
      new PlanCeilings(OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty());
}
