package io.gridwright.scheduler.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import io.gridwright.scheduler.reassign.SearchBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RebalancerTest {
  private static final Capacity SIZE = new Capacity(65_536, 32, 2000, 10_000);
  private static final SearchBudget BUDGET = SearchBudget.ofSteps(60_000, 1);

  private final List<Resident> residents = new ArrayList<>();

  @Test
  void yieldsNothingOnABalancedGrid() throws Exception {
    GridState grid = grid(6);
    for (int i = 0; i < 24; i++) {
      put(grid, i % 6, "c" + i, 8192);
    }

    assertThat(new Rebalancer(PlacementPolicy.PUBLISHED).plan(grid, residents, 10, BUDGET).steps())
        .isEmpty();
  }

  @Test
  void movesFewMachinesFromTheFullestNodesAndNoMoreThanAllowed() throws Exception {
    GridState grid = grid(6);
    for (int i = 0; i < 14; i++) {
      put(grid, i % 2, "c" + i, 8192);
    }
    for (int most : new int[] {0, 1, 3, 50}) {
      Rebalancer.Plan plan =
          new Rebalancer(PlacementPolicy.PUBLISHED).plan(grid, residents, most, BUDGET);

      assertThat(plan.steps()).hasSizeLessThanOrEqualTo(most);
      assertThat(plan.after()).isLessThanOrEqualTo(plan.before());
      assertThat(plan.climbed()).isLessThanOrEqualTo(plan.shifted());
      assertThat(plan.after())
          .isGreaterThanOrEqualTo(
              new Rebalancer(PlacementPolicy.PUBLISHED).bound(grid, residents, 20));
      assertThat(plan.steps()).allSatisfy(s -> assertThat(s.from().value()).isIn("n0", "n1"));
    }
  }

  @Test
  void theLowerBoundIsTheEvenLoadWhereMovesAreFew() {
    GridState grid = grid(2);
    put(grid, 0, "a", 32_768);
    put(grid, 0, "b", 16_384);
    put(grid, 1, "c", 16_384);
    Rebalancer rebalancer = new Rebalancer(PlacementPolicy.PUBLISHED);

    long even = 5_000 * 1000L / 4; // both nodes half full of one of four resources, of 20,000
    long bound = rebalancer.bound(grid, residents, 500);

    assertThat(bound).isGreaterThan(even);
    assertThat(rebalancer.bound(grid, residents, 5)).isLessThanOrEqualTo(bound);
  }

  @Test
  void everyStepFindsRoomWhenItsTurnComesAndJoinsNoMate() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      residents.clear();
      GridState grid = grid(8);
      Random random = new Random(seed);
      for (int i = 0; i < 60; i++) {
        int node = Math.min(random.nextInt(8), random.nextInt(8));
        long memory = 1024L << random.nextInt(4);
        if (grid.node(node).free().memoryMib() >= memory) {
          put(grid, node, "c" + random.nextInt(25), memory);
        }
      }
      Rebalancer.Plan plan =
          new Rebalancer(PlacementPolicy.PUBLISHED).plan(grid, residents, 12, BUDGET);
      Rebalancer.Plan again =
          new Rebalancer(PlacementPolicy.PUBLISHED).plan(grid, residents, 12, BUDGET);

      assertThat(again.steps()).isEqualTo(plan.steps());
      for (Step step : plan.steps()) {
        var machine = step.resident().machine();
        assertThat(grid.present(grid.number(step.to())))
            .noneMatch(m -> m.configuration().equals(machine.configuration()));
        grid.remove(step.from(), machine);
        grid.add(step.to(), machine);
        assertThat(grid.node(grid.number(step.to())).free().memoryMib()).isNotNegative();
      }
    }
  }

  @Test
  void evacuatesWhatFindsAnotherNodeAndExplainsTheRest() {
    GridState grid = grid(3);
    put(grid, 0, "small", 1024);
    put(grid, 0, "large", 60_000);
    put(grid, 1, "there", 30_000);
    put(grid, 2, "here", 30_000);
    Evacuation evacuation = new Evacuation(new Scheduler(PlacementPolicy.PUBLISHED));
    List<Capacity> before = grid.nodes().stream().map(PlacementNode::used).toList();

    List<Evacuation.Left> lost = evacuation.ifLost(grid, new NodeName("n0"));
    assertThat(grid.nodes()).extracting(PlacementNode::used).isEqualTo(before);
    assertThat(grid.present(0)).hasSize(2);
    assertThat(grid.isOpen(0)).isTrue();
    Evacuation.Plan plan = evacuation.plan(grid, residents.subList(0, 2));

    assertThat(lost).hasSameSizeAs(plan.left());
    assertThat(plan.steps())
        .extracting(s -> s.resident().machine().demand().memoryMib())
        .containsExactly(1024L);
    assertThat(plan.left())
        .singleElement()
        .satisfies(l -> assertThat(l.why().reasons()).anyMatch(r -> r.rule().equals("memory")));
  }

  private static GridState grid(int nodes) {
    List<PlacementNode> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(
          new PlacementNode(
              new NodeName("n" + i),
              NodeState.ONLINE,
              SIZE,
              Capacity.NONE,
              Map.of(),
              Set.of(),
              List.of()));
    }
    return GridState.of(all);
  }

  private void put(GridState grid, int node, String configuration, long memory) {
    PresentMachine machine =
        new PresentMachine(
            Tenancy.ordinary(new ConfigurationId(configuration)),
            new ComponentId(configuration + "-" + residents.size()),
            ComponentKind.WEB,
            0,
            MachineNature.PLAIN,
            new Capacity(memory, 1, 10, 10));
    grid.add(grid.name(node), machine);
    residents.add(new Resident(machine, grid.name(node)));
  }
}
