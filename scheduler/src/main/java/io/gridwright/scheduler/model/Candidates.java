package io.gridwright.scheduler.model;

import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.List;

/**
 * For each component of a problem, in its order, the nodes worth considering with the cost of the
 * pair, cheapest first.
 */
public record Candidates(PlacementProblem problem, List<List<Candidate>> byComponent) {

  /** A node for one component, and what the pair alone costs. */
  public record Candidate(PlacementNode node, long cost) {}

  public Candidates {
    byComponent = byComponent.stream().map(List::copyOf).toList();
  }

  /** Whether some component has none. */
  public boolean lacking() {
    return byComponent.stream().anyMatch(List::isEmpty);
  }

  /** The largest sum of pair costs that any plan can have. */
  public long dearest() {
    return byComponent.stream().mapToLong(c -> c.isEmpty() ? 0 : c.get(c.size() - 1).cost()).sum();
  }

  /** Only the cheapest {@code count} of each component. */
  public Candidates cheapest(int count) {
    return new Candidates(
        problem, byComponent.stream().map(c -> c.subList(0, Math.min(count, c.size()))).toList());
  }
}
