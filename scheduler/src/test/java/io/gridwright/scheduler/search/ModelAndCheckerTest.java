package io.gridwright.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.RandomCase;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.model.Group;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the search thinks of a placement and what the checker thinks of it, on random ones. */
final class ModelAndCheckerTest {
  @Test
  void agreeOnRandomPlacements() {
    int good = 0;
    int bad = 0;
    for (long seed = 0; seed < 6000; seed++) {
      RandomCase random = RandomCase.of(4_000_000 + seed, 12, 4);
      Random dice = new Random(seed);
      View view = new View(random.problem(), random.policy());
      Scan scan = new Scan(view, Criteria.of(random.policy()), Share.WHOLE);
      Map<PlacementComponent, NodeName> nodes = new HashMap<>();
      Map<Integer, List<Shape>> byNode = new TreeMap<>();
      for (Shape shape : view.shapes()) {
        for (PlacementComponent machine : shape.members()) {
          int feasible = scan.shapes().get(shape.index()).feasible();
          int node =
              feasible > 0 && dice.nextInt(8) > 0
                  ? scan.shapes().get(shape.index()).node(dice.nextInt(feasible))
                  : dice.nextInt(view.grid().size());
          nodes.put(machine, view.grid().name(node));
          byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(shape);
        }
      }
      boolean admitted = admits(scan, byNode);
      boolean checked = new Scheduler(random.policy()).breaches(random.problem(), nodes).isEmpty();

      assertThat(admitted).as("seed %d", seed).isEqualTo(checked);
      good += admitted ? 1 : 0;
      bad += admitted ? 0 : 1;
    }
    assertThat(good).isGreaterThan(1000);
    assertThat(bad).isGreaterThan(1000);
  }

  private static boolean admits(Scan scan, Map<Integer, List<Shape>> byNode) {
    RackUse racks = new RackUse(scan);
    boolean admitted = true;
    for (Map.Entry<Integer, List<Shape>> entry : byNode.entrySet()) {
      entry.getValue().sort(Comparator.comparingInt(Shape::index));
      Group group = new Group(entry.getValue());
      admitted &= scan.admits(entry.getKey(), group) && racks.fits(group, entry.getKey());
      racks.place(group, entry.getKey());
    }
    return admitted;
  }
}
