package io.gridwright.scheduler.search;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.RackLimit;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
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
   * How many racks the other machines of a tier can fill so far that so many more are not welcome
   * there: the b of Rule A, counted generously where several limits hold.
   *
   * @param members of the tier that would come together, 1 or more
   */
  int blockable(ComponentKind tier, int members) {
    int racks = 0;
    for (Limit limit : limits) {
      if (limit.tier() == tier) {
        racks += blockable(limit, view.tierNew(tier) - members, members);
      }
    }
    return racks;
  }

  /** Whether a rack takes so many of a tier while none of the others stands there. */
  boolean welcomes(ComponentKind tier, int members, int rack) {
    for (Limit limit : limits) {
      if (limit.tier() == tier) {
        int left = limit.left(rack);
        // A rack that was full before is a matter of single pairs, which have that as their cost.
        if (left < members && (left > 0 || limit.hard())) {
          return false;
        }
      }
    }
    return true;
  }

  /** The fullest racks are blocked with the fewest machines. */
  private static int blockable(Limit limit, int others, int members) {
    if (limit.most() < members) {
      return 0; // no rack is welcome at all
    }
    int[] needed =
        limit.standing().values().stream()
            .mapToInt(standing -> limit.most() - standing - members + 1)
            .filter(machines -> machines > 0)
            .toArray();
    Arrays.sort(needed);
    int machines = others;
    int racks = 0;
    for (int each : needed) {
      if (machines < each) {
        return racks;
      }
      machines -= each;
      racks++;
    }
    return racks + machines / (limit.most() - members + 1);
  }
}
