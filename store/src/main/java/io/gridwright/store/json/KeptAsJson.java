package io.gridwright.store.json;

import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.PlacementPolicy;
import java.util.Set;

/** Records of the domain that are kept whole in a JSON column. */
final class KeptAsJson {
  static final Set<Class<?>> TYPES =
      Set.of(
          ConfigurationDocument.class,
          Problem.class,
          Plan.class,
          Image.class,
          Engine.class,
          PlacementPolicy.class);

  private KeptAsJson() {}
}
