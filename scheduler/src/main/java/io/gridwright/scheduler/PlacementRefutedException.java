package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.scheduler.placement.Breach;
import java.util.List;
import java.util.stream.Collectors;

/** The solver's plan breaks a rule: model and rule disagree, and the plan must not be used. */
public final class PlacementRefutedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlacementRefutedException(ConfigurationId configuration, List<Breach> breaches) {
    super(
        "the plan for %s was thrown away by the checker: %s; report it with the snapshot"
            .formatted(
                configuration.value(),
                breaches.stream()
                    .map(b -> b.rule() + ": " + b.text())
                    .collect(Collectors.joining("; "))));
  }
}
