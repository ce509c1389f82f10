package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.NodeLicence;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every factor by itself (F77-F92): two nodes that differ in nothing else. Without the factor the
 * machine goes to the first by name; as a wish and as a rule to the second; and where only the
 * first is there, the wish puts up with it and the rule refuses and names itself.
 */
final class FactorFormsTest {
  private static final Capacity SIZE = new Capacity(65_536, 32, 2000, 10_000);
  private static final Tenancy US = Tenancy.ordinary(Grids.SHOP);
  private static final Tenancy STRANGER = Tenancy.ordinary(new ConfigurationId("stranger"));
  private static final NodeLicence WINDOWS = new NodeLicence("windows", 1000);

  /** One factor and a grid in which "bad" and "good" differ in it alone. */
  private record Case(
      String factor,
      int limit,
      Tenancy tenant,
      PlacementNode bad,
      PlacementNode good,
      Map<String, Set<ComponentKind>> groups,
      PlacementComponent machine) {
    @Override
    public String toString() {
      return factor;
    }

    PlacementPolicy policy(FactorMode mode) {
      PlacementPolicy policy = PlacementPolicy.PUBLISHED;
      for (String other : PlacementPolicy.PUBLISHED.factors().keySet()) {
        policy = policy.with(other, FactorMode.OFF);
      }
      return policy.with(factor, new FactorSetting(mode, BigDecimal.ONE, limit)).withGroups(groups);
    }

    PlacementProblem on(PlacementNode... nodes) {
      return new PlacementProblem(tenant, GridState.of(List.of(nodes)), List.of(machine), 0);
    }
  }

  static Stream<Case> cases() {
    PlacementComponent web = machine(ComponentKind.WEB, MachineNature.PLAIN);
    PlacementComponent db = machine(ComponentKind.DATABASE, MachineNature.PLAIN);
    MachineNature busy = new MachineNature(false, 100_000, Optional.empty());
    MachineNature heavy = new MachineNature(true, 0, Optional.empty());
    MachineNature licensed = new MachineNature(false, 0, Optional.of(WINDOWS));
    Tenancy risky = new Tenancy(Grids.SHOP, new AccountId("shop"), true, Dedication.NONE);
    Tenancy alone = new Tenancy(Grids.SHOP, new AccountId("shop"), false, Dedication.CONFIGURATION);
    return Stream.of(
        of("utilisation", 500, US, used(40_000, 0), used(0, 0), web),
        of("coLocation", 0, US, with(standing(US, ComponentKind.APP)), with(), web),
        of("distinct", 0, US, with(standing(US, ComponentKind.WEB)), with(), web),
        of("racks", 0, US, with(standing(US, ComponentKind.WEB)), with(), web),
        of("dataSpread", 0, US, with(standing(US, ComponentKind.DATABASE)), with(), db),
        of(
            "mix",
            1,
            US,
            with(standing(STRANGER, ComponentKind.WEB)),
            with(standing(STRANGER, ComponentKind.DATABASE)),
            web),
        of(
            "licence",
            0,
            US,
            with(),
            with(standing(STRANGER, licensed)),
            machine(ComponentKind.WEB, licensed)),
        of(
            "access",
            100,
            US,
            with(standing(STRANGER, busy)),
            with(),
            machine(ComponentKind.WEB, busy)),
        of("traffic", 500, US, used(0, 8000), used(0, 0), machine(ComponentKind.WEB, heavy)),
        of("moves", 0, US, with(), with(), web.standingOn(new NodeName("good"))),
        of("isolation", 0, risky, with(standing(STRANGER, ComponentKind.WEB)), with(), web),
        of("dedicated", 0, alone, with(standing(STRANGER, ComponentKind.WEB)), with(), web),
        new Case(
            "groups",
            0,
            US,
            named("bad", Map.of(), 0, 0),
            named("good", Map.of("group", "front"), 0, 0),
            Map.of("front", Set.of(ComponentKind.WEB)),
            web));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsAsAWishAndAsARuleAndNotAtAllWhenOff(Case c) {
    assertThat(node(c.policy(FactorMode.OFF), c.on(c.bad(), c.good()))).isEqualTo("bad");
    assertThat(node(c.policy(FactorMode.SCORE), c.on(c.bad(), c.good()))).isEqualTo("good");
    assertThat(node(c.policy(FactorMode.RULE), c.on(c.bad(), c.good()))).isEqualTo("good");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void putsUpWithTheWorseAsAWishOnly(Case c) {
    Placed placed = (Placed) new Scheduler(c.policy(FactorMode.SCORE)).solve(c.on(c.bad()));
    assertThat(placed.assignments().get(0).score().get(c.factor())).isPositive();

    Refused refused = (Refused) new Scheduler(c.policy(FactorMode.RULE)).solve(c.on(c.bad()));
    assertThat(refused.proved()).isTrue();
    assertThat(refused.reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.rule()).isEqualTo(c.factor()));
    assertThat(refused.suggestions()).anySatisfy(s -> assertThat(s.relaxed()).contains(c.factor()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void finishedPlansAreJudgedByTheSameRule(Case c) {
    Scheduler rule = new Scheduler(c.policy(FactorMode.RULE));
    PlacementProblem problem = c.on(c.bad(), c.good());

    assertThat(rule.breaches(problem, Map.of(c.machine(), new NodeName("bad"))))
        .extracting(b -> b.rule())
        .contains(c.factor());
    assertThat(rule.breaches(problem, Map.of(c.machine(), new NodeName("good")))).isEmpty();
  }

  @Test
  void coversEveryFactor() {
    assertThat(cases().map(Case::factor))
        .containsExactlyInAnyOrderElementsOf(PlacementPolicy.PUBLISHED.factors().keySet());
  }

  private static String node(PlacementPolicy policy, PlacementProblem problem) {
    Placed placed = (Placed) new Scheduler(policy).solve(problem);
    return placed.assignments().get(0).node().value();
  }

  private static Case of(
      String factor,
      int limit,
      Tenancy tenant,
      PlacementNode bad,
      PlacementNode good,
      PlacementComponent machine) {
    return new Case(
        factor, limit, tenant, renamed(bad, "bad"), renamed(good, "good"), Map.of(), machine);
  }

  private static PlacementNode renamed(PlacementNode node, String name) {
    return new PlacementNode(
        new NodeName(name),
        node.state(),
        node.capacity(),
        node.used(),
        node.labels(),
        node.images(),
        node.present());
  }

  private static PlacementNode named(
      String name, Map<String, String> labels, long memory, int bandwidth) {
    return new PlacementNode(
        new NodeName(name),
        NodeState.ONLINE,
        SIZE,
        new Capacity(memory, 0, 0, bandwidth),
        labels,
        Set.of(Grids.DEBIAN),
        List.of());
  }

  private static PlacementNode used(long memory, int bandwidth) {
    return named("n", Map.of(), memory, bandwidth);
  }

  private static PlacementNode with(PresentMachine... present) {
    return Grids.carrying(used(0, 0), present);
  }

  private static PresentMachine standing(Tenancy whose, ComponentKind kind) {
    return new PresentMachine(
        whose, new ComponentId("standing"), kind, 0, MachineNature.PLAIN, Capacity.NONE);
  }

  private static PresentMachine standing(Tenancy whose, MachineNature nature) {
    return new PresentMachine(
        whose, new ComponentId("standing"), ComponentKind.WEB, 0, nature, Capacity.NONE);
  }

  private static PlacementComponent machine(ComponentKind kind, MachineNature nature) {
    return Grids.machine("it", kind, new Capacity(1024, 1, 10, 100)).of(nature);
  }
}
