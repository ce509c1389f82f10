package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.Reason;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Refusal.Cause;
import io.gridwright.scheduler.placement.Suggestion;
import io.gridwright.scheduler.placement.Suggestion.SizeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RefusalTest {
  private static final Capacity SMALL = new Capacity(4096, 4, 100, 1000);

  private final Scheduler scheduler = Scheduler.standard();

  @Test
  void saysHowMuchIsLackingAndWhatWouldFit() {
    PlacementProblem problem =
        Grids.problem(
            nodes(6),
            Grids.machine("web", ComponentKind.WEB, new Capacity(1024, 1, 20, 0)),
            Grids.machine("db", ComponentKind.DATABASE, new Capacity(6144, 2, 40, 0)));

    Refused refused = (Refused) scheduler.solve(problem);

    assertThat(refused.proved()).isTrue();
    assertThat(refused.reasons()).containsExactly(new Reason("db", "memory", 6, "2048 MiB short"));
    assertThat(refused.suggestions())
        .containsExactly(
            Suggestion.sizes(
                "It fits with at most 4096 MiB of memory for \"db\" instead of 6144.",
                List.of(new SizeChange("db", "memoryMiB", 4096))),
            Suggestion.without(
                "Everything else fits without \"db\" and what names it in links and pools.",
                List.of("db")));
    assertThat(refused.problem().name()).isEqualTo("no-capacity");
    assertThat(refused.problem().detail())
        .isEqualTo(
            "No node can take \"db\". It fits with at most 4096 MiB of memory for \"db\" instead of"
                + " 6144.");
    assertThat(refused.problem().suggestions()).hasSize(2);
  }

  @Test
  void countsTheFirstRuleThatExcludesEachNode() {
    List<PlacementNode> nodes = nodes(7);
    nodes.set(0, Grids.inState(nodes.get(0), NodeState.UNREACHABLE));
    nodes.set(1, Grids.withoutImages(Grids.inState(nodes.get(1), NodeState.MAINTENANCE)));
    nodes.set(2, Grids.withoutImages(nodes.get(2)));
    nodes.set(3, Grids.node("n3", SMALL, new Capacity(3073, 4, 0, 0)));
    nodes.set(4, Grids.node("n4", SMALL, new Capacity(0, 4, 0, 0)));
    nodes.set(5, Grids.node("n5", SMALL, new Capacity(0, 0, 0, 1000)));
    nodes.set(
        6,
        Grids.carrying(
            nodes.get(6),
            new PresentMachine(Grids.SHOP, new ComponentId("id-web-2"), ComponentKind.WEB, 0)));

    Refused refused =
        (Refused)
            scheduler.solve(
                Grids.problem(
                    nodes,
                    Grids.machine("web-1", ComponentKind.WEB, new Capacity(1024, 1, 20, 10))));

    assertThat(refused.refusals())
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.causes())
                    .containsExactly(
                        new Cause("nodeState", 2, 1, "the node is UNREACHABLE"),
                        new Cause("image", 1, 1, "debian is not there"),
                        new Cause("memory", 1, 0, "1 MiB short"),
                        new Cause("vcpus", 1, 1, "1 vCPUs short"),
                        new Cause("bandwidth", 1, 1, "10 Mbit/s short"),
                        new Cause("distinct", 1, 0, "another WEB stands there")));
  }

  @Test
  void namesWhatMustGoWhereEachFitsButNotAllTogether() {
    PlacementComponent[] webs = {web("web-1"), web("web-2"), web("web-3")};

    Refused refused = (Refused) scheduler.solve(Grids.problem(nodes(2), webs));

    assertThat(refused.proved()).isTrue();
    assertThat(refused.reasons()).hasSize(1);
    assertThat(refused.reasons().get(0).rule()).isEqualTo("together");
    assertThat(refused.reasons().get(0).nodes()).isEqualTo(2);
    assertThat(refused.suggestions())
        .hasSize(2)
        .first()
        .satisfies(
            s -> assertThat(s.without()).containsExactly(refused.reasons().get(0).component()));
    assertThat(refused.suggestions().get(1).relaxed()).contains("distinct");
  }

  @Test
  void suggestsASizeInTermsOfWhatIsOrdered() {
    PlacementComponent compressed =
        new PlacementComponent(
            new ComponentId("id-db"),
            "db",
            ComponentKind.DATABASE,
            0,
            new Capacity(8192, 1, 10, 0),
            new Capacity(9216, 2, 10, 0),
            Grids.DEBIAN);

    Refused refused = (Refused) scheduler.solve(Grids.problem(nodes(1), compressed));

    assertThat(refused.suggestions().get(0).sizes())
        .containsExactly(new SizeChange("db", "memoryMiB", 3640));
  }

  @Test
  void suggestsAllSizesThatAreTooLarge() {
    Refused refused =
        (Refused)
            scheduler.solve(
                Grids.problem(
                    nodes(1),
                    Grids.machine("db", ComponentKind.DATABASE, new Capacity(6144, 8, 40, 0))));

    assertThat(refused.suggestions())
        .singleElement()
        .satisfies(
            s ->
                assertThat(s.sizes())
                    .containsExactly(
                        new SizeChange("db", "memoryMiB", 4096), new SizeChange("db", "vcpus", 4)));
    assertThat(refused.suggestions().get(0).toWire().change())
        .isEqualTo(
            Map.of("components", List.of(Map.of("name", "db", "memoryMiB", 4096L, "vcpus", 4L))));
  }

  @Test
  void suggestsFewerMachinesOfASpreadComponent() {
    PlacementComponent[] seven = new PlacementComponent[7];
    for (int i = 0; i < seven.length; i++) {
      seven[i] =
          new PlacementComponent(
              new ComponentId("id-web"),
              "web",
              ComponentKind.WEB,
              i,
              new Capacity(512, 1, 10, 0),
              new Capacity(512, 1, 10, 0),
              Grids.DEBIAN);
    }

    Refused refused = (Refused) scheduler.solve(Grids.problem(nodes(6), seven));

    assertThat(refused.reasons())
        .extracting(Reason::nearest)
        .containsExactly("one machine of it would fit, but not as many as it is spread over");
    assertThat(refused.suggestions())
        .contains(
            Suggestion.sizes(
                "It fits with \"web\" spread over 6 machines instead of 7.",
                List.of(new SizeChange("web", "spreadOver", 6))));
  }

  @Test
  void suggestsToShareNodesWhereNoneCanBeReserved() {
    List<PlacementNode> taken =
        nodes(2).stream()
            .map(
                node ->
                    Grids.carrying(
                        node,
                        new PresentMachine(
                            new ConfigurationId("other"),
                            new ComponentId("id-other"),
                            ComponentKind.APP,
                            0)))
            .toList();

    Refused refused =
        (Refused)
            scheduler.solve(Grids.problem(taken, web("web")).dedicatedTo(Dedication.CONFIGURATION));

    assertThat(refused.suggestions().get(0).toWire().change())
        .isEqualTo(Map.of("placement", Map.of("dedicated", "NONE")));
  }

  @Test
  void doesNotCountAnOverusedResourceThatNobodyAsksFor() {
    PlacementNode overused = Grids.node("n0", SMALL, new Capacity(0, 0, 0, 2000));

    assertThat(scheduler.solve(Grids.problem(List.of(overused), web("web"), lb())))
        .isInstanceOf(Placed.class);
  }

  @Test
  void tellsEveryNodeOfAnEmptyGrid() {
    Refused refused = (Refused) scheduler.solve(Grids.problem(List.of(), web("web")));

    assertThat(refused.proved()).isTrue();
    assertThat(refused.reasons()).isEmpty();
    assertThat(refused.refusals()).hasSize(1);
  }

  private static List<PlacementNode> nodes(int count) {
    List<PlacementNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(Grids.node("n" + i, SMALL, Capacity.NONE));
    }
    return nodes;
  }

  private static PlacementComponent web(String name) {
    return Grids.machine(name, ComponentKind.WEB, new Capacity(1024, 1, 20, 0));
  }

  private static PlacementComponent lb() {
    return Grids.machine("lb", ComponentKind.LOAD_BALANCER, new Capacity(512, 1, 8, 0));
  }
}
