package io.gridwright.scheduler.search;

import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.factor.Factor;
import io.gridwright.scheduler.factor.Factors;
import io.gridwright.scheduler.placement.GridResource;
import io.gridwright.scheduler.rule.CapacityRule;
import io.gridwright.scheduler.rule.ImageIsPresent;
import io.gridwright.scheduler.rule.InstancesApart;
import io.gridwright.scheduler.rule.NodeIsOpen;
import io.gridwright.scheduler.rule.PinnedNode;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** What a policy makes of the factors: rules and wishes. */
public final class Criteria {

  /** A factor as a score. */
  public record Wish(Factor factor, FactorSetting setting) {}

  private static final String SHARED = "coLocation";

  private final PlacementPolicy policy;
  private final List<Rule> always;
  private final List<Factor> factors;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();

  /**
   * @param always the rules that no policy turns off, in the order in which a refusal names them
   * @param factors what the policy decides about
   */
  public Criteria(PlacementPolicy policy, List<Rule> always, List<Factor> factors) {
    this.policy = policy;
    this.always = List.copyOf(always);
    this.factors = List.copyOf(factors);
    rules.addAll(always);
    for (Factor factor : factors) {
      FactorSetting setting = policy.of(factor.name());
      if (setting.mode() == FactorMode.RULE) {
        rules.add(factor.asRule(setting));
      } else if (setting.mode() == FactorMode.SCORE) {
        wishes.add(new Wish(factor, setting));
      }
    }
  }

  /** With Gridwright's own rules and factors. */
  public static Criteria of(PlacementPolicy policy) {
    List<Rule> always = new ArrayList<>();
    always.add(new NodeIsOpen());
    always.add(new PinnedNode());
    always.add(new ImageIsPresent());
    for (GridResource resource : GridResource.values()) {
      always.add(new CapacityRule(resource));
    }
    always.add(new InstancesApart());
    return new Criteria(policy, always, Factors.ALL);
  }

  /** The same rules and factors under another policy. */
  public Criteria under(PlacementPolicy other) {
    return new Criteria(other, always, factors);
  }

  public PlacementPolicy policy() {
    return policy;
  }

  /** The factors that the policy decides about. */
  public List<Factor> factors() {
    return factors;
  }

  /** Those that always hold, then the factors that the policy makes rules. */
  public List<Rule> rules() {
    return rules;
  }

  /** The factors that count as scores. */
  public List<Wish> wishes() {
    return wishes;
  }

  /** Whether a plan that shares no node is better than any that does. */
  boolean spreadsFirst() {
    return policy.of(SHARED).mode() != FactorMode.OFF;
  }

  /** Whether plans that share a node are none. */
  boolean spreadsOnly() {
    return policy.isRule(SHARED);
  }

  /** Whether a wish is the one for distinct nodes. */
  static boolean isSpread(Wish wish) {
    return wish.factor().name().equals(SHARED);
  }
}
