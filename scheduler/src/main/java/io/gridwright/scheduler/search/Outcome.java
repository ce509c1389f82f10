package io.gridwright.scheduler.search;

import java.util.List;
import java.util.Optional;

/**
 * What a search came to.
 *
 * @param plan the best found
 * @param infeasible whether no plan exists, proved
 * @param optimal whether no better plan exists, proved
 * @param gap relative distance from the best that may exist
 */
public record Outcome(Optional<List<Entry>> plan, boolean infeasible, boolean optimal, double gap) {

  static Outcome optimal(List<Entry> plan) {
    return new Outcome(Optional.of(plan), false, true, 0);
  }

  static Outcome feasible(List<Entry> plan, double gap) {
    return new Outcome(Optional.of(plan), false, false, gap);
  }

  static Outcome impossible() {
    return new Outcome(Optional.empty(), true, false, 1);
  }

  static Outcome unknown() {
    return new Outcome(Optional.empty(), false, false, 1);
  }

  /**
   * This, or the plan that was known before: where nothing was found, or, without a proof, nothing
   * cheaper.
   *
   * @param gap of the known plan
   */
  Outcome orKnown(Scan scan, Optional<List<Entry>> known, double gapOfKnown) {
    boolean better =
        known.isEmpty()
            || optimal
            || plan.isPresent()
                && RackUse.costOf(scan, plan.get()) <= RackUse.costOf(scan, known.get());
    return better ? this : feasible(known.get(), gapOfKnown);
  }

  /** The same without the claim that there is nothing better, or nothing at all. */
  Outcome unproved() {
    return new Outcome(plan, false, false, plan.isPresent() && optimal ? 0 : gap);
  }
}
