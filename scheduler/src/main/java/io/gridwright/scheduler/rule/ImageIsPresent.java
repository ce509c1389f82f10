package io.gridwright.scheduler.rule;

import io.gridwright.domain.grid.ImageId;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import java.util.List;
import java.util.Optional;

/**
 * A machine is cloned from an image on its own node (F134). One that moves brings its disk along.
 */
public final class ImageIsPresent implements Rule {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public Optional<PairTest> pairs(View view, Shape shape) {
    ImageId image = shape.sample().image();
    if (shape.sample().standsOn().isPresent() || view.grid().allHave(image)) {
      return Optional.empty();
    }
    return Optional.of(node -> view.grid().hasImage(image, node));
  }

  @Override
  public Miss miss(View view, Shape shape, int node) {
    return new Miss(shape.sample().image().value() + " is not there", 1);
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    return plan.pairs().stream()
        .filter(p -> p.component().standsOn().isEmpty())
        .filter(p -> p.node().images().stream().noneMatch(p.component().image()::equals))
        .map(
            p ->
                Breach.of(
                    name(),
                    p,
                    "%s lacks the image %s"
                        .formatted(p.node().name().value(), p.component().image().value())))
        .toList();
  }
}
