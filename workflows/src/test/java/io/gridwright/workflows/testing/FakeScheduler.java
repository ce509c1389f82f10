package io.gridwright.workflows.testing;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.configuration.Preview;
import io.gridwright.workflows.configuration.PreviewActivities;
import io.gridwright.workflows.configuration.PreviewRequest;
import io.gridwright.workflows.grid.PlacementActivities;
import io.gridwright.workflows.operation.WholeStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts components on the nodes that are left, one after the other. */
public final class FakeScheduler implements PlacementActivities, PreviewActivities {
  private final FakeLedger ledger;
  private final Script script;
  private final List<NodeName> nodes =
      List.of(new NodeName("pve1"), new NodeName("pve2"), new NodeName("pve3"));
  private final List<List<NodeName>> plans = new ArrayList<>();
  private final Set<NodeName> avoided = new HashSet<>();
  private Optional<Problem> refusal = Optional.empty();
  private boolean broken;

  FakeScheduler(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  /** The ledger knows that a node is lost, or full. */
  public synchronized void avoids(NodeName node) {
    avoided.add(node);
  }

  /** Nothing fits any more. */
  public synchronized void refuses(Problem problem) {
    refusal = Optional.of(problem);
  }

  /** Answers nothing, which no caller expects. */
  public synchronized void breaks() {
    broken = true;
  }

  @Override
  public Placement place(WholeStep step) {
    return script.play(
        "place",
        () -> {
          var wanted = ledger.current(step.run()).wanted;
          synchronized (this) {
            if (broken) {
              return null;
            }
            return refusal
                .map(problem -> new Placement(0, Optional.of(problem)))
                .orElseGet(() -> plan(wanted.components().size()));
          }
        });
  }

  private Placement plan(int machines) {
    var left = nodes.stream().filter(node -> !avoided.contains(node)).toList();
    var plan = new ArrayList<NodeName>();
    for (int i = 0; i < machines; i++) {
      plan.add(left.get(i % left.size()));
    }
    plans.add(plan);
    return new Placement(plans.size(), Optional.empty());
  }

  synchronized List<NodeName> nodesOf(int plan) {
    return plans.get(plan - 1);
  }

  @Override
  public Preview preview(PreviewRequest request) {
    return script.play(
        "preview",
        () ->
            new Preview(
                true,
                true,
                0,
                List.of(new Preview.Placed("web", 0, Map.of("utilisation", 7L), 1, 6, 4)),
                List.of(),
                List.of()));
  }
}
