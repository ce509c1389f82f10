package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.RackLimit;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import java.util.List;
import java.util.Optional;

/**
 * One hard rule of placement. It says which nodes a machine may stand on by itself, which groups
 * may share one, and how many of a tier a rack may hold; and it judges a finished plan. {@link
 * #breaches} must not lean on the others: it is what finds their mistakes.
 */
public interface Rule {
  /** The name in reasons and in the operator's policy. */
  String name();

  /** The test of single pairs; empty where every node passes. */
  Optional<PairTest> pairs(View view, Shape shape);

  /** The test of groups of two and more; empty where it is enough that each passes alone. */
  default Optional<GroupTest> groups(View view) {
    return Optional.empty();
  }

  /** The limit of a tier per rack; empty where there is none. */
  default Optional<RackLimit> racks() {
    return Optional.empty();
  }

  /** Why a node fails the test of single pairs. */
  Miss miss(View view, Shape shape, int node);

  /** Where a finished plan breaks this rule, and by whom; empty where it holds. */
  List<Breach> breaches(FinishedPlan plan);
}
