package io.gridwright.scheduler.rule;

import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.FinishedPlan.Pair;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine is cloned from an image on its own node (F134). */
public final class ImageIsPresent implements Rule {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public Optional<Miss> miss(
      PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    return node.images().contains(component.image())
        ? Optional.empty()
        : Optional.of(new Miss(component.image().value() + " is not there", 1));
  }

  /** Nothing: it concerns single pairs only. */
  @Override
  public void addTo(PlacementModel model) {}

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    for (Pair pair : plan.pairs()) {
      if (pair.node().images().stream().noneMatch(i -> i.equals(pair.component().image()))) {
        breaches.add(
            new Breach(
                name(),
                pair.node().name(),
                List.of(pair.component().label()),
                "%s lacks the image %s"
                    .formatted(pair.node().name().value(), pair.component().image().value())));
      }
    }
    return breaches;
  }
}
