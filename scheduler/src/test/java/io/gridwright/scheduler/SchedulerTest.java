package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.scheduler.placement.Assignment;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
  private final Scheduler scheduler = Scheduler.standard();

  @Test
  void spreadsTheSampleOverFourNodes() {
    Placed placed = (Placed) scheduler.solve(Grids.problem(Grids.emulated(6), Grids.sample()));

    assertThat(placed.assignments()).extracting(Assignment::node).doesNotHaveDuplicates();
    assertThat(placed.provedOptimal()).isTrue();
    assertThat(placed.gap()).isZero();
    assertThat(placed.assignments())
        .allSatisfy(
            a ->
                assertThat(a.score())
                    .containsOnlyKeys(
                        "coLocation",
                        "utilisation",
                        "mix",
                        "licence",
                        "access",
                        "traffic",
                        "moves"));
  }

  @Test
  void sharesNodesOnlyWhereThereAreTooFew() {
    Placed placed = (Placed) scheduler.solve(Grids.problem(Grids.emulated(2), Grids.sample()));

    assertThat(placed.assignments()).hasSize(4);
    assertThat(nodeOf(placed, "web-1")).isNotEqualTo(nodeOf(placed, "web-2"));
    assertThat(placed.assignments().stream().filter(a -> a.score().get("coLocation") > 0))
        .hasSize(2);
  }

  @Test
  void prefersTheLessUsedNode() {
    List<PlacementNode> nodes =
        List.of(
            Grids.node("busy", Grids.EMULATED, new Capacity(32_768, 16, 500, 0)),
            Grids.node("idle", Grids.EMULATED, new Capacity(8192, 4, 100, 0)));

    Placed placed =
        (Placed)
            scheduler.solve(
                Grids.problem(
                    nodes,
                    Grids.machine("db", ComponentKind.DATABASE, new Capacity(2048, 2, 40, 0))));

    assertThat(nodeOf(placed, "db")).isEqualTo(new NodeName("idle"));
  }

  @Test
  void keepsAReplacementAwayFromNodesOfItsConfiguration() {
    List<PlacementNode> nodes = new ArrayList<>(Grids.emulated(3));
    nodes.set(0, Grids.carrying(nodes.get(0), standing("web-2", ComponentKind.WEB)));
    nodes.set(1, Grids.carrying(nodes.get(1), standing("db", ComponentKind.DATABASE)));

    Placed placed =
        (Placed)
            scheduler.solve(
                Grids.problem(
                    nodes,
                    Grids.machine("web-1", ComponentKind.WEB, new Capacity(1024, 1, 20, 0))));

    assertThat(nodeOf(placed, "web-1")).isEqualTo(new NodeName("pve03"));
  }

  @Test
  void spreadsSimultaneousOrdersOverEquallyGoodNodesByTheirSeeds() {
    Set<NodeName> chosen = new TreeSet<>();
    for (int seed = 0; seed < 20; seed++) {
      PlacementProblem problem =
          new PlacementProblem(
              Grids.SHOP,
              Grids.emulated(6),
              List.of(Grids.machine("db", ComponentKind.DATABASE, new Capacity(2048, 2, 40, 0))),
              seed);
      chosen.add(nodeOf((Placed) scheduler.solve(problem), "db"));
    }

    assertThat(chosen).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void placesFiftyMachinesOnDistinctNodes() {
    PlacementComponent[] fifty = fifty();

    Placed placed = (Placed) scheduler.solve(Grids.problem(Grids.emulated(60), fifty));

    assertThat(placed.assignments()).hasSize(50);
    assertThat(placed.assignments()).extracting(Assignment::node).doesNotHaveDuplicates();
  }

  @Test
  void placesFiftyMachinesWhereNodesMustBeShared() {
    Placed placed = (Placed) scheduler.solve(Grids.problem(Grids.emulated(20), fifty()));

    assertThat(placed.assignments()).hasSize(50);
    assertThat(placed.assignments()).extracting(Assignment::node).contains(new NodeName("pve20"));
  }

  @Test
  void ordersOfManyPlannersLookAtSharesAndAtTheWholeGridBeforeMachinesShareANode() {
    PlacementComponent web = Grids.machine("web", ComponentKind.WEB, new Capacity(512, 1, 10, 0));
    Share share = Share.ofOrder(7, 8);
    Placed alone = (Placed) scheduler.solve(Grids.problem(Grids.emulated(40), web).within(share));
    Placed many =
        (Placed) scheduler.solve(Grids.problem(Grids.emulated(40), machines(20)).within(share));

    assertThat(alone.wholeGrid()).isFalse();
    assertThat(many.wholeGrid()).isTrue();
    assertThat(many.assignments()).extracting(Assignment::node).doesNotHaveDuplicates();
    assertThat(Share.ofOrder(7, 2)).isEqualTo(Share.WHOLE);
  }

  @Test
  void placesNothingAtOnce() {
    assertThat(scheduler.solve(Grids.problem(Grids.emulated(1)))).isEqualTo(Placed.NOTHING);
  }

  private static PlacementComponent[] fifty() {
    return machines(50);
  }

  private static PlacementComponent[] machines(int count) {
    ComponentKind[] kinds = ComponentKind.values();
    PlacementComponent[] components = new PlacementComponent[count];
    for (int i = 0; i < components.length; i++) {
      Capacity demand = new Capacity(512L * (1 + i % 5), 1 + i % 3, 10 + i, 10 * (i % 4));
      components[i] = Grids.machine("c%02d".formatted(i), kinds[i % kinds.length], demand);
    }
    return components;
  }

  private static PresentMachine standing(String name, ComponentKind kind) {
    return new PresentMachine(Grids.SHOP, new ComponentId("id-" + name), kind, 0);
  }

  private static NodeName nodeOf(Placed placed, String component) {
    return placed.assignments().stream()
        .filter(a -> a.name().equals(component))
        .map(Assignment::node)
        .findFirst()
        .orElseThrow();
  }
}
