package io.gridwright.domain.billing;

import java.util.List;
import java.util.Optional;

/** The plans on sale, in the order in which they are shown. */
public record PlanCatalogue(List<Plan> plans) {
  public PlanCatalogue {
    plans = List.copyOf(plans);
  }

  public Optional<Plan> plan(PlanId id) {
    return plans.stream().filter(p -> p.id().equals(id)).findFirst();
  }
}
