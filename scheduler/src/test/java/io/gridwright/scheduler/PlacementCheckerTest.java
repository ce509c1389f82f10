package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.factor.Factors;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.FinishedPlan.Pair;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.rule.CapacityRule;
import io.gridwright.scheduler.rule.Rule;
import io.gridwright.scheduler.search.Criteria;
import io.gridwright.scheduler.search.SearchLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacementCheckerTest {
  private static final Capacity FREE = new Capacity(2048, 4, 100, 1000);

  private final PlacementChecker checker =
      new PlacementChecker(Criteria.of(PlacementPolicy.PUBLISHED).rules());

  /** Two machines that share the only node; the sums of both stand in the row. */
  @ParameterizedTest(name = "{0} MiB, {1} vCPUs, {2} GiB, {3} Mbit/s")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          MIB  | VCPUS | GIB | MBPS | BROKEN
          2048 | 4     | 100 | 1000 |
          2049 | 4     | 100 | 1000 | memory
          2048 | 5     | 100 | 1000 | vcpus
          2048 | 4     | 101 | 1000 | disk
          2048 | 4     | 100 | 1001 | bandwidth
          """)
  void findsEachResourceThatIsOversold(long mib, int vcpus, long gib, int mbps, String broken) {
    PlacementNode node = Grids.node("n", FREE.plus(FREE), FREE);
    PlacementComponent web =
        Grids.machine("web", ComponentKind.WEB, new Capacity(1024, 2, 50, 500));
    PlacementComponent db =
        Grids.machine(
            "db", ComponentKind.DATABASE, new Capacity(mib, vcpus, gib, mbps).minus(web.demand()));
    PlacementProblem problem = Grids.problem(List.of(node), web, db);

    List<Breach> breaches =
        checker.breaches(
            new FinishedPlan(
                problem,
                PlacementPolicy.PUBLISHED,
                List.of(new Pair(web, node), new Pair(db, node))));

    if (broken == null) {
      assertThat(breaches).isEmpty();
    } else {
      assertThat(breaches).extracting(Breach::rule).containsExactly(broken);
      assertThat(breaches.get(0).components()).containsExactly("web", "db");
    }
  }

  @ParameterizedTest
  @CsvSource({"ONLINE,", "UNREACHABLE,nodeState", "MAINTENANCE,nodeState", "FENCED,nodeState"})
  void findsANodeThatTakesNothingNew(NodeState state, String broken) {
    assertThat(rules(alone(Grids.inState(Grids.node("n", FREE, Capacity.NONE), state))))
        .isEqualTo(Optional.ofNullable(broken).stream().toList());
  }

  @Test
  void findsAMissingImage() {
    assertThat(rules(alone(Grids.withoutImages(Grids.node("n", FREE, Capacity.NONE)))))
        .containsExactly("image");
  }

  @Test
  void findsTwoOfATierOnOneNode() {
    PlacementNode node = Grids.node("n", FREE, Capacity.NONE);
    PlacementComponent one = web("web-1");
    PlacementComponent two = web("web-2");
    PlacementProblem problem = Grids.problem(List.of(node), one, two);

    assertThat(
            rules(
                new FinishedPlan(
                    problem,
                    PlacementPolicy.PUBLISHED,
                    List.of(new Pair(one, node), new Pair(two, node)))))
        .containsExactly("distinct", "racks");
  }

  @ParameterizedTest(name = "{0} of {1}, {2}")
  @CsvSource({
    "shop,id-web-2,WEB,distinct racks",
    "shop,id-web-1,WEB,",
    "shop,id-db,DATABASE,",
    "other,id-web-2,WEB,"
  })
  void findsATierMateThatStandsThereAlready(
      String configuration, String component, ComponentKind kind, String broken) {
    PlacementNode node =
        Grids.carrying(
            Grids.node("n", FREE, Capacity.NONE),
            new PresentMachine(
                new ConfigurationId(configuration), new ComponentId(component), kind, 0));

    assertThat(String.join(" ", rules(alone(node))))
        .isEqualTo(Optional.ofNullable(broken).orElse(""));
  }

  @Test
  void findsMachinesLeftOutOrPlacedTwice() {
    PlacementNode node = Grids.node("n", FREE, Capacity.NONE);
    PlacementComponent lb = Grids.machine("lb", ComponentKind.LOAD_BALANCER, Capacity.NONE);
    PlacementProblem problem = Grids.problem(List.of(node), web("web-1"), lb);

    List<Breach> breaches =
        checker.breaches(
            new FinishedPlan(
                problem,
                PlacementPolicy.PUBLISHED,
                List.of(new Pair(lb, node), new Pair(lb, node))));

    assertThat(breaches)
        .extracting(Breach::text)
        .contains("web-1 is placed 0 times", "lb is placed 2 times");
  }

  @Test
  void findsANodeThatIsNotOfTheGrid() {
    PlacementProblem problem =
        Grids.problem(List.of(Grids.node("n", FREE, Capacity.NONE)), web("web-1"));
    PlacementNode stranger = Grids.node("m", FREE, Capacity.NONE);

    assertThat(
            rules(
                new FinishedPlan(
                    problem,
                    PlacementPolicy.PUBLISHED,
                    List.of(new Pair(problem.components().get(0), stranger)))))
        .containsExactly("complete");
  }

  @Test
  void throwsAwayAPlanOfARuleThatForgotGroups() {
    Criteria criteria =
        new Criteria(PlacementPolicy.PUBLISHED, List.of(new ForgetfulMemory()), Factors.ALL);
    Scheduler scheduler = new Scheduler(criteria, SearchLimits.PUBLISHED);
    PlacementNode node = Grids.node("n", FREE, Capacity.NONE);

    assertThatThrownBy(
            () ->
                scheduler.solve(
                    Grids.problem(
                        List.of(node),
                        Grids.machine("web", ComponentKind.WEB, FREE),
                        Grids.machine("db", ComponentKind.DATABASE, FREE))))
        .isInstanceOf(PlacementRefutedException.class)
        .hasMessageContaining("n would be 2048 MiB over its capacity");
  }

  /** A rule whose part about groups was lost. */
  private static final class ForgetfulMemory implements Rule {
    private final Rule memory = new CapacityRule(GridResource.MEMORY);

    @Override
    public String name() {
      return memory.name();
    }

    @Override
    public Optional<PairTest> pairs(View view, Shape shape) {
      return memory.pairs(view, shape);
    }

    @Override
    public Miss miss(View view, Shape shape, int node) {
      return memory.miss(view, shape, node);
    }

    @Override
    public List<Breach> breaches(FinishedPlan plan) {
      return memory.breaches(plan);
    }
  }

  private List<String> rules(FinishedPlan plan) {
    return checker.breaches(plan).stream().map(Breach::rule).toList();
  }

  private static FinishedPlan alone(PlacementNode node) {
    PlacementComponent web = web("web-1");
    return new FinishedPlan(
        Grids.problem(List.of(node), web), PlacementPolicy.PUBLISHED, List.of(new Pair(web, node)));
  }

  private static PlacementComponent web(String name) {
    return Grids.machine(name, ComponentKind.WEB, new Capacity(512, 1, 10, 0));
  }
}
