package io.gridwright.workflows.grid;

import static java.util.stream.Collectors.groupingBy;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.grid.GridPlanningActivities.DrainPlan;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** See {@link MaintenanceWorkflow}. */
public final class MaintenanceWorkflowImpl implements MaintenanceWorkflow {
  /** What finds no place now may find one when others have gone. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final GridWorkActivities works =
      Workflow.newActivityStub(GridWorkActivities.class, ActivityProfiles.LEDGER.options());
  private final GridPlanningActivities planner =
      Workflow.newActivityStub(GridPlanningActivities.class, ActivityProfiles.SOLVER.options());
  private final ClusterKeepActivities cluster =
      Workflow.newActivityStub(ClusterKeepActivities.class, ActivityProfiles.HYPERVISOR.options());
  private final Moving moving = new Moving();

  @Override
  public void maintain(Task task) {
    for (var round = task.round(); ; round++) {
      var work = works.gridWork(task.work());
      if (!work.running()) {
        return;
      }
      var node = work.node().orElseThrow();
      var plan = planner.planDrain(node, cluster.keptByCluster());
      if (plan.empty()) {
        works.endGridWork(task.work(), true, "Nothing stands on " + node.value() + " any more.");
        return;
      }
      works.tellLeft(task.work(), plan.left(), words(plan, node));
      if (!drained(task, round, plan)) {
        Workflow.sleep(PATIENCE);
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new Task(task.work(), round + 1));
      }
    }
  }

  /** Moves what can go; false where nothing did. */
  private boolean drained(Task task, int round, DrainPlan plan) {
    var progress = false;
    for (var moves : byConfiguration(plan.moves()).entrySet()) {
      if (!works.gridWork(task.work()).running()) {
        return true; // an operator stopped it
      }
      var end =
          moving.move(
              task.work(),
              round + "/" + moves.getKey().value(),
              MoveReason.DRAIN,
              moves.getValue());
      progress |= end.done();
    }
    return progress;
  }

  private static Map<ConfigurationId, List<Move>> byConfiguration(List<Move> moves) {
    return moves.stream()
        .collect(groupingBy(Move::configurationId, LinkedHashMap::new, Collectors.toList()));
  }

  private static String words(DrainPlan plan, NodeName node) {
    return "%d to be moved from %s, %d on their way, %d that cannot go now."
        .formatted(plan.moves().size(), node.value(), plan.moving(), plan.left().size());
  }
}
