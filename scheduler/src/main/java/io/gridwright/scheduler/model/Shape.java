package io.gridwright.scheduler.model;

import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.PlacementComponent;
import java.util.List;

/**
 * Machines of a problem that placement can't tell apart. The search works on shapes: it saves
 * looking at equal machines twice, and the solver from proving that exchanging them gains nothing.
 *
 * @param index among the shapes of the view, from 0
 * @param members all of it, in the problem's order
 * @param oncePerNode whether two of them may never share a node, because they are machines of one
 *     component (F89)
 */
public record Shape(int index, List<PlacementComponent> members, boolean oncePerNode) {
  public Shape {
    members = List.copyOf(members);
  }

  /** Any one of them. */
  public PlacementComponent sample() {
    return members.get(0);
  }

  public int count() {
    return members.size();
  }

  public long demand(GridResource resource) {
    return resource.of(sample().demand());
  }
}
