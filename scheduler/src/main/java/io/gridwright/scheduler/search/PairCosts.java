package io.gridwright.scheduler.search;

import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.scheduler.model.PairTest;
import io.gridwright.scheduler.model.PairValue;
import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.Share;
import java.util.ArrayList;
import java.util.List;

/** What the rules and wishes say of one shape on one node, compiled for a scan of all nodes. */
final class PairCosts {
  private final PairTest[] tests;
  private final PairValue[] values;
  private final long[] weights;

  /** Sharing a node is left out: the search reckons that itself. */
  PairCosts(View view, Criteria criteria, Shape shape, Share share) {
    List<PairTest> every = new ArrayList<>();
    if (!share.whole()) {
      every.add(share::has);
    }
    criteria.rules().forEach(rule -> rule.pairs(view, shape).ifPresent(every::add));
    List<PairValue> counted = new ArrayList<>();
    List<Long> weighed = new ArrayList<>();
    for (Criteria.Wish wish : criteria.wishes()) {
      if (!Criteria.isSpread(wish)) {
        wish.factor()
            .pairs(view, shape)
            .ifPresent(
                value -> {
                  counted.add(value);
                  weighed.add(wish.setting().weightThousandths());
                });
      }
    }
    this.tests = every.toArray(PairTest[]::new);
    this.values = counted.toArray(PairValue[]::new);
    this.weights = weighed.stream().mapToLong(Long::longValue).toArray();
  }

  boolean admits(int node) {
    for (PairTest test : tests) {
      if (!test.admits(node)) {
        return false;
      }
    }
    return true;
  }

  /** The cost of a node that admits it, in thousandths. */
  long at(int node) {
    long cost = 0;
    for (int i = 0; i < values.length; i++) {
      cost += values[i].at(node) * weights[i];
    }
    return cost;
  }

  /** Values reach about 1000, and never more. */
  long most() {
    long most = 0;
    for (long weight : weights) {
      most += weight * FactorSetting.FULL;
    }
    return most;
  }
}
