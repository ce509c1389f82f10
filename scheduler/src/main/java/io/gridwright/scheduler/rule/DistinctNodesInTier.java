package io.gridwright.scheduler.rule;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.scheduler.model.PlacementModel;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The machines of one tier stand on distinct nodes, so that no single node takes a tier away (F86).
 * The machine that a new one replaces is no neighbour of it.
 */
public final class DistinctNodesInTier implements Rule {
  @Override
  public String name() {
    return "distinct";
  }

  @Override
  public Optional<Miss> miss(
      PlacementProblem problem, PlacementComponent component, PlacementNode node) {
    return problem.ownOn(node).stream().anyMatch(m -> neighbours(m, component))
        ? Optional.of(new Miss("another %s stands there".formatted(component.tier()), 1))
        : Optional.empty();
  }

  @Override
  public void addTo(PlacementModel model) {
    for (PlacementNode node : model.problem().nodes()) {
      for (ComponentKind tier : ComponentKind.values()) {
        model.atMostOne(node, c -> c.tier() == tier);
      }
    }
  }

  @Override
  public List<Breach> breaches(FinishedPlan plan) {
    List<Breach> breaches = new ArrayList<>();
    plan.byNode()
        .forEach(
            (node, components) -> {
              for (ComponentKind tier : ComponentKind.values()) {
                breach(plan.problem(), node, components, tier).ifPresent(breaches::add);
              }
            });
    return breaches;
  }

  private Optional<Breach> breach(
      PlacementProblem problem,
      PlacementNode node,
      List<PlacementComponent> components,
      ComponentKind tier) {
    List<PlacementComponent> mates = components.stream().filter(c -> c.tier() == tier).toList();
    long standing =
        node.present().stream()
            .filter(m -> m.configuration().equals(problem.configuration()))
            .filter(m -> m.kind() == tier && mates.stream().noneMatch(c -> replaces(c, m)))
            .count();
    if (mates.isEmpty() || mates.size() + standing <= 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Breach(
            name(),
            node.name(),
            mates.stream().map(PlacementComponent::label).toList(),
            "%s would carry %d of the tier %s"
                .formatted(node.name().value(), mates.size() + standing, tier)));
  }

  private static boolean neighbours(PresentMachine standing, PlacementComponent component) {
    return standing.kind() == component.tier() && !replaces(component, standing);
  }

  private static boolean replaces(PlacementComponent component, PresentMachine standing) {
    return standing.component().equals(component.id()) && standing.ordinal() == component.ordinal();
  }
}
