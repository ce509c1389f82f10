package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.GroupValue;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.NodeLicence;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.List;
import java.util.Optional;

/**
 * Gathers an operating system whose fee falls due per node on few nodes (F80): a node that lacks
 * the licence counts the fee, in thousandths of the dearest one, once for all machines that come
 * together.
 *
 * <p>As a rule: only nodes that have the licence, by a machine that runs there or by the label
 * {@code licences}.
 */
public final class Licences extends PairFactor {
  public Licences() {
    super("licence");
  }

  @Override
  public Optional<PairValue> pairs(View view, Shape shape) {
    return shape
        .sample()
        .nature()
        .licence()
        .map(licence -> node -> view.grid().hasLicence(licence.os(), node) ? 0 : licence.fee());
  }

  @Override
  public Optional<GroupValue> groups(View view) {
    if (view.shapes().stream().allMatch(s -> s.sample().nature().licence().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        (node, group) -> {
          long fees = 0;
          for (int i = 0; i < group.size(); i++) {
            Optional<NodeLicence> licence = group.shapes().get(i).sample().nature().licence();
            if (licence.isPresent()
                && !view.grid().hasLicence(licence.get().os(), node)
                && pays(group.shapes().stream().map(Shape::sample).toList(), i)) {
              fees += licence.get().fee();
            }
          }
          return fees;
        });
  }

  /** Of all that need one licence the dearest pays, and the first of these. */
  private static boolean pays(List<PlacementComponent> here, int which) {
    NodeLicence own = here.get(which).nature().licence().orElseThrow();
    for (int i = 0; i < here.size(); i++) {
      Optional<NodeLicence> other = here.get(i).nature().licence();
      if (i != which && other.isPresent() && other.get().os().equals(own.os())) {
        int more = other.get().fee() - own.fee();
        if (more > 0 || more == 0 && i < which) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  int line(FactorSetting setting) {
    return 0;
  }

  @Override
  String why(View view, Shape shape, int node) {
    return "it lacks a licence for "
        + shape.sample().nature().licence().map(NodeLicence::os).orElse("");
  }

  @Override
  public long value(FinishedPlan plan, FinishedPlan.Pair pair) {
    Optional<NodeLicence> licence = pair.component().nature().licence();
    if (licence.isEmpty() || lacksNot(pair, licence.get())) {
      return 0;
    }
    List<PlacementComponent> here = plan.byNode().get(pair.node());
    return pays(here, here.indexOf(pair.component())) ? licence.get().fee() : 0;
  }

  @Override
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    Optional<NodeLicence> licence = pair.component().nature().licence();
    return licence.isPresent() && !lacksNot(pair, licence.get());
  }

  private static boolean lacksNot(FinishedPlan.Pair pair, NodeLicence licence) {
    return pair.node().licences().contains(licence.os())
        || pair.node().present().stream()
            .flatMap(m -> m.nature().licence().stream())
            .anyMatch(l -> l.os().equals(licence.os()));
  }
}
