package io.gridwright.scheduler.rebalance;

import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.reassign.AnnealingPhase;
import io.gridwright.scheduler.reassign.Cooling;
import io.gridwright.scheduler.reassign.Phase;
import io.gridwright.scheduler.reassign.ReassignmentSearch;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.reassign.SearchResult;
import io.gridwright.scheduler.search.Criteria;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evens out a grid's load by few live migrations (SCHEDULING section 6): a search over where every
 * movable machine could be, in which each migration must gain more than it costs; then an order in
 * which every step finds room. A balanced grid yields none. Machines of risky and of dedicated
 * configurations stay.
 */
public final class Rebalancer {
  /** In thousandths of a move's cost, between which the search cools. */
  private static final List<Phase> PHASES =
      List.of(new AnnealingPhase(new Cooling(60_000, 100), 1));

  private final Criteria criteria;
  private final Scheduler scheduler;

  public Rebalancer(PlacementPolicy policy) {
    this.criteria = Criteria.of(policy);
    this.scheduler = new Scheduler(policy);
  }

  /**
   * What was found.
   *
   * @param before what the load costs now
   * @param shifted what plain hill climbing, one machine at a time, came to
   * @param climbed what it came to with changes of place between two machines
   * @param after what it costs once the steps are done, their own cost counted in
   */
  public record Plan(List<Step> steps, long before, long shifted, long climbed, long after) {
    public Plan {
      steps = List.copyOf(steps);
    }
  }

  /**
   * @param residents what may be moved
   * @param maximumMoves 0 or more
   * @param budget with steps and one thread the same grid gives the same plan
   */
  public Plan plan(GridState grid, List<Resident> residents, int maximumMoves, SearchBudget budget)
      throws InterruptedException {
    List<Resident> movable = residents.stream().filter(Rebalancer::movable).toList();
    GridAssignment start = new GridAssignment(grid, criteria, movable, maximumMoves);
    if (movable.isEmpty() || maximumMoves < 1 || grid.size() < 2) {
      return unchanged(start.cost(), start.cost(), start.cost());
    }
    SearchResult found = new ReassignmentSearch(start, PHASES, progress -> {}).run(budget);
    List<Step> wanted = new ArrayList<>();
    for (int p = 0; p < movable.size(); p++) {
      NodeName to = grid.name(found.assignment()[p]);
      if (!to.equals(movable.get(p).node())) {
        wanted.add(new Step(movable.get(p), to));
      }
    }
    List<Step> steps = executable(grid.copy(), wanted);
    GridAssignment after = (GridAssignment) start.copy();
    for (Step step : steps) {
      after.shift(movable.indexOf(step.resident()), grid.number(step.to()));
    }
    return after.cost() < start.cost()
        ? new Plan(steps, start.cost(), found.shiftedCost(), found.climbedCost(), after.cost())
        : unchanged(start.cost(), found.shiftedCost(), found.climbedCost());
  }

  private static Plan unchanged(long before, long shifted, long climbed) {
    return new Plan(List.of(), before, shifted, climbed, before);
  }

  /**
   * Returns what no plan for these machines can cost less than, whatever number it moves; the more
   * rounds, the nearer to the truth. A plan's cost is in the same unit.
   */
  public long bound(GridState grid, List<Resident> residents, int rounds) {
    List<Resident> movable = residents.stream().filter(Rebalancer::movable).toList();
    return new LoadBound(new GridAssignment(grid, criteria, movable, movable.size())).bound(rounds);
  }

  private static boolean movable(Resident resident) {
    var tenancy = resident.machine().tenancy();
    return !tenancy.risky() && tenancy.dedicated() == Dedication.NONE;
  }

  /** Each step when it finds room beside what is there then; those that never do are left out. */
  private List<Step> executable(GridState grid, List<Step> wanted) {
    List<Step> waiting = new ArrayList<>(wanted);
    List<Step> ordered = new ArrayList<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Step step : List.copyOf(waiting)) {
        if (possible(grid, step)) {
          grid.remove(step.from(), step.resident().machine());
          grid.add(step.to(), step.resident().machine());
          waiting.remove(step);
          ordered.add(step);
          moved = true;
        }
      }
    }
    return ordered;
  }

  /** Judged by every rule of the policy, on the grid as it is then; the original is there too. */
  private boolean possible(GridState grid, Step step) {
    var own = step.resident().machine().configuration();
    if (grid.present(grid.number(step.to())).stream()
        .anyMatch(m -> m.configuration().equals(own))) {
      return false; // a mate that was to leave first did not
    }
    var machine = step.resident().moving();
    var problem =
        new PlacementProblem(step.resident().machine().tenancy(), grid, List.of(machine), 0);
    return scheduler.breaches(problem, Map.of(machine, step.to())).isEmpty();
  }
}
