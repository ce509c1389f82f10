package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.List;
import java.util.Optional;

/**
 * One hard rule of placement. It says which single pairs it excludes, adds what concerns several
 * machines to the model, and judges a finished plan without the solver. {@link #breaches} must not
 * lean on the other two: it is what finds their mistakes.
 */
public interface Rule {

  /** The name in reasons and in the operator's policy. */
  String name();

  /** Why a node can't take a component even alone; such a pair never enters the model. */
  Optional<Miss> miss(PlacementProblem problem, PlacementComponent component, PlacementNode node);

  /** Adds the part that concerns several machines at once. */
  void addTo(PlacementModel model);

  /** Where a finished plan breaks this rule, and by whom; empty where it holds. */
  List<Breach> breaches(FinishedPlan plan);
}
