package io.gridwright.workflows.recovery;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.workflows.ActivityProfiles;
import io.gridwright.workflows.recovery.RecoveryActivities.Outlook;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** See {@link NodeRecoveryWorkflow}. */
public final class NodeRecoveryWorkflowImpl implements NodeRecoveryWorkflow {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Also the longest that room which came free, or a proof, is not seen. */
  private static final Duration LONGEST_GLANCE = Duration.ofSeconds(15);

  private final RecoveryActivities recovery =
      Workflow.newActivityStub(RecoveryActivities.class, ActivityProfiles.LEDGER.options());
  private final LostNodeActivities node =
      Workflow.newActivityStub(LostNodeActivities.class, ActivityProfiles.LOST_NODE.options());

  @Override
  public void recover(Task task) {
    var last = "";
    var glance = GLANCE;
    while (true) {
      var now = recovery.lookAtLoss(task.work());
      if (!now.running()) {
        return;
      }
      var words = goOn(task.work(), now);
      Workflow.setCurrentDetails(words);
      if (now.stage() == RecoveryActivities.Stage.BACK
          && recovery.endRecovery(task.work(), words)) {
        return;
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new Task(task.work(), task.round() + 1));
      }
      glance = words.equals(last) ? longer(glance) : GLANCE;
      last = words;
      Workflow.sleep(glance);
    }
  }

  private String goOn(GridWorkId work, Outlook now) {
    return switch (now.stage()) {
      case MISSED -> "%s is away; nothing is built elsewhere yet.".formatted(now.node().value());
      case LOST -> rebuild(work, now);
      case RETURNING -> "%s is there again and is swept.".formatted(now.node().value());
      case BACK -> start(work, now);
    };
  }

  /** What needs no proof does not wait for those who are asked for it. */
  private String rebuild(GridWorkId work, Outlook now) {
    var words = recovery.orderRebuilding(work);
    return now.proofWanted() && node.prove(now.node()) ? recovery.orderRebuilding(work) : words;
  }

  private String start(GridWorkId work, Outlook now) {
    var off = node.switchedOff(now.node());
    recovery.orderStart(work, off);
    return "%s is back; %d of its servers were off and are started."
        .formatted(now.node().value(), off.size());
  }

  private static Duration longer(Duration glance) {
    var twice = glance.multipliedBy(2);
    return twice.compareTo(LONGEST_GLANCE) < 0 ? twice : LONGEST_GLANCE;
  }
}
