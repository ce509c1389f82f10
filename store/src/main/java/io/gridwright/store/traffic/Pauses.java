package io.gridwright.store.traffic;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.VirtualIp;
import java.util.List;
import java.util.Set;

/** What is paused in a configuration. */
public record Pauses(Set<PausePoint> points) {
  public static final Pauses NONE = new Pauses(Set.of());

  public Pauses {
    points = Set.copyOf(points);
  }

  static Pauses of(List<PauseRow> rows) {
    return new Pauses(
        rows.stream().filter(PauseRow::paused).map(PauseRow::point).collect(toUnmodifiableSet()));
  }

  /** Whether a virtual address takes nothing new. */
  public boolean at(ComponentId balancer, VirtualIp at) {
    return points.contains(PausePoint.of(balancer, at));
  }

  /** Whether a member of its pool gets nothing new. */
  public boolean of(ComponentId balancer, VirtualIp at, ComponentId member, int memberPort) {
    return points.contains(PausePoint.of(balancer, at, member, memberPort));
  }
}
