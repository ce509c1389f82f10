package io.gridwright.scheduler.factor;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.GroupTest;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Breach;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.Miss;
import io.gridwright.scheduler.rule.Rule;
import java.util.List;
import java.util.Optional;

/** A factor of which each pair has its own value, and whose rule draws a line across that value. */
abstract class PairFactor implements Factor {
  private final String name;

  PairFactor(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** The line that values may reach but not pass. */
  int line(FactorSetting setting) {
    return setting.limit();
  }

  /** What the line is drawn across. */
  Optional<PairValue> lineValue(View view, Shape shape) {
    return pairs(view, shape);
  }

  /** Why a pair is past the line; names no node, since customers read it. */
  abstract String why(View view, Shape shape, int node);

  /** What groups may not do beyond what each of theirs may; empty where that is all. */
  Optional<GroupTest> groupTest(View view, int line) {
    return Optional.empty();
  }

  /** Whether a machine of a finished plan is past the line. */
  boolean broken(FinishedPlan plan, FinishedPlan.Pair pair, int line) {
    return value(plan, pair) > line;
  }

  @Override
  public final Rule asRule(FactorSetting setting) {
    return new Line(line(setting));
  }

  private final class Line implements Rule {
    private final int line;

    Line(int line) {
      this.line = line;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<PairTest> pairs(View view, Shape shape) {
      return lineValue(view, shape).map(value -> node -> value.at(node) <= line);
    }

    @Override
    public Optional<GroupTest> groups(View view) {
      return groupTest(view, line);
    }

    @Override
    public Miss miss(View view, Shape shape, int node) {
      int value = lineValue(view, shape).map(v -> v.at(node)).orElse(0);
      return new Miss(why(view, shape, node), value - line);
    }

    @Override
    public List<Breach> breaches(FinishedPlan plan) {
      return plan.pairs().stream()
          .filter(pair -> broken(plan, pair, line))
          .map(
              pair ->
                  Breach.of(
                      name,
                      pair,
                      "%s on %s breaks the rule %s"
                          .formatted(pair.component().label(), pair.node().name().value(), name)))
          .toList();
    }
  }
}
