package io.gridwright.scheduler.search;

import io.gridwright.scheduler.model.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The best plan where nodes may be shared: every group on the nodes that Rule C leaves it. */
final class SharedStage {
  /** What CP-SAT is given at most; beyond it the answer is not called proved. */
  private static final int MOST_ENTRIES = 4000;

  /** Groups times nodes that are looked at, about half a second's worth. */
  private static final long MOST_LOOKS = 3_000_000;

  private final Scan scan;
  private final Solver solver;
  private final List<Entry> entries = new ArrayList<>();
  private boolean complete;

  /**
   * @param prune false for the whole model, to compare with
   */
  SharedStage(Scan scan, Solver solver, boolean prune) {
    this.scan = scan;
    this.solver = solver;
    boolean onePerTier = scan.criteria().policy().isRule("distinct");
    int largest = scan.criteria().spreadsOnly() ? 1 : scan.view().machines();
    GroupList groups = GroupList.of(scan.view().shapes(), onePerTier, largest);
    Pruning pruning = new Pruning(scan);
    long looks = groups.groups().stream().mapToLong(pruning::nodes).sum();
    int each =
        prune && looks > MOST_LOOKS
            ? (int) (MOST_LOOKS / groups.groups().size())
            : Integer.MAX_VALUE;
    this.complete = groups.complete() && each == Integer.MAX_VALUE;
    for (Group group : groups.groups()) {
      List<Entry> more = pruning.together(group, prune, each);
      if (prune && entries.size() + more.size() > MOST_ENTRIES) {
        complete = false;
        break;
      }
      entries.addAll(more);
    }
  }

  Outcome best() {
    Optional<List<Entry>> known = new Greedy(scan).plan();
    if (!complete && known.isPresent()) {
      // So many machines share nodes in so many ways that the solver would take minutes.
      return Outcome.feasible(known.get(), gap(known.get()));
    }
    GroupModel model = GroupModel.placingAll(scan, entries);
    known.ifPresent(model::hint);
    Outcome outcome = solver.thorough(model).orKnown(scan, known, known.map(this::gap).orElse(1.0));
    return complete ? outcome : outcome.unproved();
  }

  /** A plan for as many machines as can be placed at all; empty where time ran out. */
  Optional<List<Entry>> most() {
    return solver.quick(GroupModel.placingMost(scan, entries)).plan();
  }

  /** Against every machine on its cheapest node, alone, less all that sharing could save. */
  private double gap(List<Entry> plan) {
    long cost = RackUse.costOf(scan, plan);
    long alone = scan.shapes().stream().mapToLong(s -> s.shape().count() * s.cost(s.node(0))).sum();
    long least = Math.max(0, alone - scan.mostSavedBySharing());
    return (double) Math.max(0, cost - least) / Math.max(1, cost);
  }
}
