package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import java.util.Optional;

/** A condition on pairs that is either kept or broken; broken counts 1000. */
abstract class KeptOrBroken extends PairFactor {
  KeptOrBroken(String name) {
    super(name);
  }

  /** Whether a pair keeps it; empty where all do. */
  abstract Optional<PairTest> kept(View view, Shape shape);

  /** Whether a machine of a finished plan keeps it. */
  abstract boolean kept(FinishedPlan plan, FinishedPlan.Pair pair);

  @Override
  public final Optional<PairValue> pairs(View view, Shape shape) {
    return kept(view, shape).map(kept -> node -> kept.admits(node) ? 0 : FactorSetting.FULL);
  }

  @Override
  final int line(FactorSetting setting) {
    return 0;
  }

  @Override
  public final long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    return kept(plan, pair) ? 0 : FactorSetting.FULL;
  }
}
