package io.gridwright.scheduler.factor;

import java.util.List;

/** The registry of factors, in the order in which a refusal names those that are rules. */
public final class Factors {
  /** All there are; what each weighs is the policy's. */
  public static final List<Factor> ALL =
      List.of(
          new Groups(),
          new Dedicated(),
          new Isolation(),
          new DistinctInTier(),
          new DataSpread(),
          new Racks(),
          new CoLocation(),
          new Licences(),
          new Utilisation(),
          new Traffic(),
          new Access(),
          new Mix(),
          new Moves());

  private Factors() {}
}
