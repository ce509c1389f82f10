package io.gridwright.activities.placement;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Suggestion;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.Share;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.grid.Part;
import io.gridwright.store.grid.PolicyLedger;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.workflows.grid.PlacementActivities;
import io.gridwright.workflows.operation.WholeStep;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** See {@link PlacementActivities}: ledger to problem, answer to stored plan or refusal. */
public final class SolverPlacementActivities implements PlacementActivities {
  private final GridSnapshot grid;
  private final PolicyLedger policies;
  private final OperationLedger operations;
  private final Configurations configurations;
  private final Replacements replacements;
  private final int planners;

  /**
   * @param planners that place orders at one time on this grid, in all processes, 1..; from three
   *     on each order is placed on a random share of the nodes, and on all where that has no room
   */
  public SolverPlacementActivities(
      GridSnapshot grid,
      PolicyLedger policies,
      OperationLedger operations,
      Configurations configurations,
      Replacements replacements,
      int planners) {
    this.grid = grid;
    this.policies = policies;
    this.operations = operations;
    this.configurations = configurations;
    this.replacements = replacements;
    this.planners = planners;
  }

  @Override
  public Placement place(WholeStep step) {
    var operation = operations.required(step.run().operation());
    var problem = problem(operation);
    PlacementAnswer answer = new Scheduler(policies.current()).solve(problem);
    PlacementMetrics.planned(answer);
    return answer instanceof Placed placed
        ? new Placement(
            plan(problem, placed).store(operations, operation.id(), step.run().epoch()),
            Optional.empty())
        : new Placement(0, Optional.of(noCapacity((Refused) answer)));
  }

  private PlacementProblem problem(OperationRow operation) {
    var document =
        operation
            .document()
            .or(() -> replacements.serving(operation.configurationId()).document())
            .orElseGet(
                () -> configurations.find(operation.configurationId()).orElseThrow().document());
    int seed = operation.id().hashCode() & Integer.MAX_VALUE;
    var whole = grid.problem(operation.accountId(), operation.configurationId(), document, seed);
    return whole
        .withComponents(whole.components().stream().filter(toBuild(operation)).toList())
        .within(Share.ofOrder(seed, planners));
  }

  /** What stays is on the grid already. */
  private Predicate<PlacementComponent> toBuild(OperationRow operation) {
    if (!operation.kind().replaces()) {
      return machine -> true;
    }
    var built = Set.copyOf(replacements.built(operation.id()));
    return machine -> built.contains(new Part(machine.id(), machine.ordinal()));
  }

  private static StoredPlan plan(PlacementProblem problem, Placed placed) {
    var demands =
        problem.components().stream()
            .collect(toMap(c -> new Key(c.id(), c.ordinal()), PlacementComponent::demand));
    return new StoredPlan(
        placed.provedOptimal(),
        placed.gap(),
        placed.wholeGrid(),
        placed.assignments().stream()
            .map(a -> machine(a, demands.get(new Key(a.component(), a.ordinal()))))
            .toList());
  }

  private static StoredPlan.Machine machine(Assignment assignment, Capacity demand) {
    return new StoredPlan.Machine(
        assignment.component(),
        assignment.name(),
        assignment.ordinal(),
        assignment.node(),
        demand,
        assignment.score(),
        assignment.standing());
  }

  private record Key(ComponentId component, int ordinal) {}

  /** What the customer is told: per component the rule, its nodes, the nearest miss, and advice. */
  private static Problem noCapacity(Refused refused) {
    var certainty =
        refused.proved()
            ? "No placement of this configuration exists on the grid as it is"
            : "No placement of this configuration was found in the time allowed";
    var advice = refused.advice();
    var next =
        advice.isEmpty()
            ? "Order again when there is more room."
            : advice.stream().map(Suggestion::text).collect(joining(" "));
    return Problem.of("no-capacity", certainty + "; nothing was kept. " + next)
        .withReasons(refused.reasons(), advice);
  }
}
