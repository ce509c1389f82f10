package io.gridwright.scheduler.rebalance;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Tenancy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds other nodes for many machines at once (SCHEDULING section 6): one configuration after
 * another by the scheduler that places orders, on a grid that has what was placed before. Exact for
 * each configuration; a joint model was measured to gain 0.2 % in twenty seconds.
 */
public final class Evacuation {
  private final Scheduler scheduler;

  public Evacuation(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * What was found.
   *
   * @param steps in an order in which they can be done
   * @param left what finds no other node, and why
   */
  public record Plan(List<Step> steps, List<Left> left) {
    public Plan {
      steps = List.copyOf(steps);
      left = List.copyOf(left);
    }
  }

  /** A machine that stays where it is. */
  public record Left(Resident resident, Refused why) {}

  /**
   * Machines that leave their nodes; these are closed for all of them.
   *
   * @param grid is changed to what the plan leaves
   */
  public Plan plan(GridState grid, List<Resident> residents) {
    residents.stream().map(Resident::node).distinct().forEach(node -> grid.open(node, false));
    Map<Tenancy, List<Resident>> byTenant = new LinkedHashMap<>();
    residents.stream()
        .sorted(
            Comparator.comparing((Resident r) -> r.machine().configuration().value())
                .thenComparing(r -> r.machine().component().value())
                .thenComparing(r -> r.machine().ordinal()))
        .forEach(
            r -> byTenant.computeIfAbsent(r.machine().tenancy(), t -> new ArrayList<>()).add(r));
    List<Step> steps = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    byTenant.forEach((tenant, together) -> move(grid, tenant, together, steps, left));
    return new Plan(steps, left);
  }

  private void move(
      GridState grid, Tenancy tenant, List<Resident> together, List<Step> steps, List<Left> left) {
    together.forEach(r -> grid.remove(r.node(), r.machine()));
    PlacementProblem problem =
        new PlacementProblem(tenant, grid, together.stream().map(Resident::moving).toList(), 0);
    // Only a single machine's refusal is told, so that only that is explained.
    Optional<Refused> why = Optional.empty();
    Optional<Placed> found;
    if (together.size() > 1) {
      found = scheduler.place(problem);
    } else {
      PlacementAnswer answer = scheduler.solve(problem);
      found = answer instanceof Placed placed ? Optional.of(placed) : Optional.empty();
      why = answer instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }
    if (found.isPresent()) {
      for (Assignment assignment : found.get().assignments()) {
        Resident resident = of(together, assignment);
        grid.add(assignment.node(), resident.machine());
        steps.add(new Step(resident, assignment.node()));
      }
      return;
    }
    together.forEach(r -> grid.add(r.node(), r.machine()));
    if (why.isPresent()) {
      left.add(new Left(together.get(0), why.get()));
    } else {
      // Not all of them together; what can go alone goes.
      together.forEach(r -> move(grid, tenant, List.of(r), steps, left));
    }
  }

  private static Resident of(List<Resident> residents, Assignment assignment) {
    return residents.stream()
        .filter(r -> r.machine().component().equals(assignment.component()))
        .filter(r -> r.machine().ordinal() == assignment.ordinal())
        .findFirst()
        .orElseThrow();
  }

  /**
   * What could not be placed elsewhere if a node were lost now.
   *
   * @param grid is left as it was
   */
  public List<Left> ifLost(GridState grid, NodeName node) {
    int number = grid.number(node);
    boolean open = grid.isOpen(number);
    List<Resident> there =
        List.copyOf(grid.present(number)).stream().map(m -> new Resident(m, node)).toList();
    Plan plan = plan(grid, there);
    for (Step step : plan.steps()) {
      grid.remove(step.to(), step.resident().machine());
      grid.add(node, step.resident().machine());
    }
    grid.open(node, open);
    return plan.left();
  }
}
