package io.gridwright.scheduler.search;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.RackLimit;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many of each tier the failure domains may still take: the limits, and what stands there. */
final class RackBook {

  /**
   * A limit of one tier.
   *
   * @param most in one rack
   * @param standing by rack, those that stay; sparse
   * @param cost of each machine beyond it, 0 where it must not be passed
   */
  record Limit(ComponentKind tier, int most, Map<Integer, Integer> standing, long cost) {
    boolean hard() {
      return cost == 0;
    }

    /** What a rack may still take before the limit; 0 where it is reached. */
    int left(int rack) {
      return Math.max(0, most - standing.getOrDefault(rack, 0));
    }
  }

  private final View view;
  private final List<Limit> limits = new ArrayList<>();
  private final Map<ComponentKind, Integer> blockable = new EnumMap<>(ComponentKind.class);

  RackBook(View view, Criteria criteria) {
    this.view = view;
    for (Rule rule : criteria.rules()) {
      rule.racks().ifPresent(limit -> add(limit, 0));
    }
    for (Criteria.Wish wish : criteria.wishes()) {
      wish.factor()
          .racks()
          .ifPresent(limit -> add(limit, wish.setting().weightThousandths() * FactorSetting.FULL));
    }
    for (ComponentKind tier : ComponentKind.values()) {
      blockable.put(tier, blockable(tier));
    }
  }

  private void add(RackLimit limit, long cost) {
    for (ComponentKind tier : ComponentKind.values()) {
      int most = limit.most(tier, view.tierTotal(tier));
      if (view.tierNew(tier) > 0 && most != RackLimit.NONE) {
        limits.add(new Limit(tier, most, view.standingByRack(tier), cost));
      }
    }
  }

  List<Limit> limits() {
    return limits;
  }

  /** The most that wishes about racks can cost together. */
  long dearest() {
    return limits.stream().mapToLong(l -> l.cost() * view.tierNew(l.tier())).sum();
  }

  /**
   * How many racks the other machines of a tier can bring to their limit, so that one more machine
   * is not welcome there: the b of Rule A, counted generously where several limits hold.
   */
  int blocked(ComponentKind tier) {
    return blockable.get(tier);
  }

  private int blockable(ComponentKind tier) {
    int racks = 0;
    for (Limit limit : limits) {
      if (limit.tier() == tier) {
        racks += blockable(limit, view.tierNew(tier) - 1);
      }
    }
    return racks;
  }

  /** The fullest racks are blocked with the fewest machines. Full ones are no candidates at all. */
  private static int blockable(Limit limit, int others) {
    int[] left =
        limit.standing().values().stream()
            .mapToInt(standing -> limit.most() - standing)
            .filter(free -> free > 0 && free < limit.most())
            .toArray();
    Arrays.sort(left);
    int machines = others;
    int racks = 0;
    for (int free : left) {
      if (machines < free) {
        return racks;
      }
      machines -= free;
      racks++;
    }
    return racks + machines / Math.max(1, limit.most());
  }
}
