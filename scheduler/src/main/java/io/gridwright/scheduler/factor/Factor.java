package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.GroupValue;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.RackLimit;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.rule.Rule;
import java.util.Optional;

/**
 * One consideration of placement, in both its forms (F82): a wish with a value from 0 (best) to
 * about 1000 per machine, and the rule that takes its place where the operator wants one. Values
 * carry no weight; the policy has it.
 *
 * <p>A new factor is a class beside the others, a line in {@link Factors} and its published setting
 * in the policy.
 */
public interface Factor {
  /** The name in scores and in the operator's policy. */
  String name();

  /** The value of single pairs; empty where it is 0 on every node. */
  Optional<PairValue> pairs(View view, Shape shape);

  /** The value of groups of two and more; empty where it is the sum over its machines alone. */
  default Optional<GroupValue> groups(View view) {
    return Optional.empty();
  }

  /** How many of a tier a rack may hold before each further one counts 1000; empty: no matter. */
  default Optional<RackLimit> racks() {
    return Optional.empty();
  }

  /** The other form. */
  Rule asRule(FactorSetting setting);

  /** What a machine of a finished plan is worth; shares nothing with the values of the search. */
  long value(FinishedPlan plan, FinishedPlan.Pair pair);
}
