package io.gridwright.api.grid;

import io.gridwright.domain.placement.Remaining;

/** A machine that finds no other place, and why. */
public record RemainingForm(String configurationId, String component, int ordinal, String reason) {
  static RemainingForm from(Remaining remaining) {
    return new RemainingForm(
        remaining.configurationId().value(),
        remaining.component(),
        remaining.ordinal(),
        remaining.reason());
  }
}
