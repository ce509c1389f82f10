package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.PlacementAnswer;
import io.gridwright.scheduler.placement.PlacementAnswer.Placed;
import io.gridwright.scheduler.placement.PlacementAnswer.Refused;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.search.Criteria;
import io.gridwright.scheduler.search.Outcome;
import io.gridwright.scheduler.search.PlanSearch;
import io.gridwright.scheduler.search.SearchLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole search against two others, on grids in which every factor counts in every form. */
final class RandomGridsTest {
  private static final SearchLimits PATIENT = new SearchLimits(5, 10, 10, 60);

  @Test
  void agreesWithEveryPlacementTried() {
    int placed = 0;
    int shared = 0;
    int refused = 0;
    for (long seed = 0; seed < 2000; seed++) {
      RandomCase random = RandomCase.of(seed, 5, 5);
      OptionalLong least = BruteForce.leastCost(random.problem(), random.policy());
      PlacementAnswer answer = new Scheduler(random.policy()).solve(random.problem());
      if (answer instanceof Placed p) {
        placed++;
        assertThat(p.provedOptimal()).as("seed %d", seed).isTrue();
        assertThat(least).as("seed %d", seed).hasValue(p.cost());
        shared += sharesANode(p) ? 1 : 0;
      } else if (answer instanceof Refused r) {
        refused++;
        assertThat(least).as("seed %d", seed).isEmpty();
        assertThat(r.proved()).as("seed %d", seed).isTrue();
        assertSumsToTheGrid(random.problem(), r, seed);
      }
    }
    assertThat(placed).isGreaterThan(600);
    assertThat(shared).isGreaterThan(100);
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void losesNothingByPruning() {
    int shared = 0;
    for (long seed = 0; seed < 2000; seed++) {
      RandomCase random = RandomCase.of(1_000_000 + seed, 14, 6);
      PlanSearch search = new PlanSearch(Criteria.of(random.policy()), PATIENT);
      Outcome pruned = search.scan(random.problem()).best();
      Outcome whole = search.scan(random.problem()).bestUnpruned();

      assertThat(pruned.infeasible()).as("seed %d", seed).isEqualTo(whole.infeasible());
      if (whole.plan().isPresent()) {
        assertThat(pruned.optimal()).as("seed %d", seed).isTrue();
        assertThat(cost(search, random, pruned))
            .as("seed %d", seed)
            .isEqualTo(cost(search, random, whole));
        shared += pruned.plan().get().stream().anyMatch(e -> e.group().size() > 1) ? 1 : 0;
      }
    }
    assertThat(shared).isGreaterThan(100);
  }

  @Test
  void answersAThousandReplaysByteForByte() {
    for (long seed = 0; seed < 1000; seed++) {
      RandomCase random = RandomCase.of(2_000_000 + seed, 12, 6);
      PlacementProblem problem = random.problem();
      List<PlacementNode> nodes = new ArrayList<>(problem.nodes());
      List<PlacementComponent> components = new ArrayList<>(problem.components());
      Collections.shuffle(nodes, new Random(seed));
      Collections.shuffle(components, new Random(seed));
      PlacementProblem again =
          new PlacementProblem(problem.tenant(), GridState.of(nodes), components, problem.seed());

      assertThat(new Scheduler(random.policy()).solve(again).toString())
          .as("seed %d", seed)
          .isEqualTo(new Scheduler(random.policy()).solve(problem).toString());
    }
  }

  @Test
  void packsByTheSameRules() {
    for (long seed = 0; seed < 200; seed++) {
      RandomCase random = RandomCase.of(3_000_000 + seed, 10, 5);
      PlacementPolicy pack = random.policy().with(PlacementPolicy.Mode.PACK);
      PlanSearch search = new PlanSearch(Criteria.of(pack), PATIENT);
      RandomCase packed = new RandomCase(random.problem(), pack);
      Outcome pruned = search.scan(random.problem()).best();
      Outcome whole = search.scan(random.problem()).bestUnpruned();

      assertThat(pruned.infeasible()).as("seed %d", seed).isEqualTo(whole.infeasible());
      if (whole.plan().isPresent()) {
        assertThat(cost(search, packed, pruned)).isEqualTo(cost(search, packed, whole));
      }
    }
  }

  /** By the score sheet, which knows finished plans only. */
  private static long cost(PlanSearch search, RandomCase random, Outcome outcome) {
    var view = search.scan(random.problem()).view();
    return new ScoreSheet(search.criteria())
        .cost(Plans.finished(view, outcome.plan().orElseThrow()));
  }

  private static boolean sharesANode(Placed placed) {
    return placed.assignments().stream().map(a -> a.node()).distinct().count()
        < placed.assignments().size();
  }

  private static void assertSumsToTheGrid(PlacementProblem problem, Refused refused, long seed) {
    assertThat(refused.refusals()).as("seed %d", seed).isNotEmpty();
    assertThat(refused.refusals())
        .as("seed %d", seed)
        .allSatisfy(
            r ->
                assertThat(r.causes().stream().mapToInt(c -> c.nodes()).sum())
                    .isEqualTo(problem.nodes().size()));
  }
}
