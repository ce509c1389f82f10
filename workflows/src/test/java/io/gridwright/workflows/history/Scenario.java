package io.gridwright.workflows.history;

import static io.gridwright.domain.operation.OperationKind.DELETE;
import static io.gridwright.domain.operation.OperationKind.MOVE;
import static io.gridwright.domain.operation.OperationKind.POWER;
import static io.gridwright.domain.operation.OperationKind.PROVISION;
import static io.gridwright.domain.operation.OperationKind.RECONFIGURE;
import static io.gridwright.domain.operation.OperationKind.RECOVER;
import static io.gridwright.domain.operation.OperationKind.TRAFFIC;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.WorkflowIds;
import io.gridwright.workflows.configuration.PreviewRequest;
import io.gridwright.workflows.grid.GridWorkWorkflow;
import io.gridwright.workflows.recovery.RecoveryActivities;
import io.gridwright.workflows.testing.FakeGrid;
import io.gridwright.workflows.testing.FakeLedger;
import io.gridwright.workflows.testing.FakeMoves;
import io.gridwright.workflows.testing.Machines;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a workflow may live through; each is a recorded history that later code must understand. */
enum Scenario {
  PROVISION_HAPPY(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.sample());
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_LOST_RACE(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        stage.reservations().loseRaces(2);
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_FULLER_NODE(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        stage.grid().isFuller(new NodeName("pve2"), 1);
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_NODE_LOST(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        var beside = stage.script().first("equip lb").holds().obeyingCancellation();
        stage
            .script()
            .first("start web")
            .before(
                () -> {
                  beside.awaitReached();
                  stage.grid().loses(new NodeName("pve2"));
                  stage.scheduler().avoids(new NodeName("pve2"));
                });
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_NODE_LOST_UNVERIFIED(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        stage.grid().loses(new NodeName("pve1"));
        stage.script().first("release").after(() -> stage.scheduler().avoids(new NodeName("pve1")));
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_NO_CAPACITY(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        stage.scheduler().refuses(Problem.of("no-capacity", "Nothing fits."));
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_CANCELLED(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        var beside = stage.script().first("clone web").holds().obeyingCancellation();
        var building = stage.script().first("start lb").holds().obeyingCancellation();
        var workflow = stage.begins(order, PROVISION);
        beside.awaitReached();
        building.awaitReached();
        stage.ledger().wantsToStop(order);
        workflow.signal("interrupt");
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  PROVISION_CANCELLED_TOO_LATE(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        var committed = stage.script().first("commit").holdsBeforeItAnswers();
        var workflow = stage.begins(order, PROVISION);
        committed.awaitReached();
        workflow.signal("interrupt");
        stage.awaitsCancellation(workflow);
        committed.open();
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  PROVISION_FAILED(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        var beside = stage.script().first("equip lb").holds().obeyingCancellation();
        stage.script().first("equip web").before(beside::awaitReached);
        stage.script().each("equip web").fails(Scenario::broken);
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_TAKEN_UP(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.pair());
        stage.ledger().cameTo(order, Phase.BUILDING);
        stage.ledger().reserves(order, List.of(new NodeName("pve1"), new NodeName("pve2")));
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_UNDONE_BY_ANOTHER_RUN(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        stage.ledger().cameTo(order, Phase.UNDOING);
        stage.ledger().reserves(order, List.of(new NodeName("pve1")));
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  PROVISION_STALE(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        stage.script().first("equip web").before(() -> stage.ledger().opensNewerRun(order));
        return stage.history(stage.carriesOut(order, PROVISION));
      }),

  DELETE_HAPPY(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        var delete = stage.accepts(DELETE, Machines.none());
        return stage.history(stage.carriesOut(delete, DELETE));
      }),

  DELETE_CANCELLED(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.one()), PROVISION);
        var delete = stage.accepts(DELETE, Machines.none());
        stage.ledger().wantsToStop(delete);
        return stage.history(stage.carriesOut(delete, DELETE));
      }),

  RECONFIGURE_HAPPY(
      stage -> {
        stage.changes().standing();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  RECONFIGURE_FAILED(
      stage -> {
        stage.changes().standing();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        stage.script().each("drain old").fails(Scenario::broken);
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  RECONFIGURE_CANCELLED(
      stage -> {
        stage.changes().standing();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        var draining = stage.script().first("drain old").holds().obeyingCancellation();
        var workflow = stage.begins(change, RECONFIGURE);
        draining.awaitReached();
        stage.ledger().wantsToStop(change);
        workflow.signal("interrupt");
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  RECONFIGURE_NODE_LOST(
      stage -> {
        stage.changes().standing();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        stage
            .script()
            .first("reach")
            .before(
                () -> {
                  stage.grid().loses(new NodeName("pve1"));
                  stage.scheduler().avoids(new NodeName("pve1"));
                  stage.changes().losesOwn();
                  throw io.gridwright.workflows.testing.FakeGrid.nodeLost(new NodeName("pve1"));
                });
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  RECONFIGURE_RESIZED(
      stage -> {
        stage.changes().standing();
        stage.changes().resizesWhatStays();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  RECONFIGURE_RESIZED_BACK(
      stage -> {
        stage.changes().standing();
        stage.changes().resizesWhatStays();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        stage.script().each("drain old").fails(Scenario::broken);
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  RECONFIGURE_TAKEN_UP(
      stage -> {
        stage.changes().standing();
        var change = stage.accepts(RECONFIGURE, Machines.one());
        stage.ledger().cameTo(change, Phase.VERIFYING);
        stage.ledger().reserves(change, List.of(new NodeName("pve1")));
        return stage.history(stage.carriesOut(change, RECONFIGURE));
      }),

  MOVE_HAPPY(
      stage -> {
        stage.moves().wants("web-1", "pve2");
        stage.moves().wants("web-2", "pve3");
        return stage.history(stage.carriesOut(stage.accepts(MOVE, Machines.none()), MOVE));
      }),

  MOVE_NO_ROOM(
      stage -> {
        stage.moves().hasNoRoom(Problem.of("move-refused", "There is no room."));
        return stage.history(stage.carriesOut(stage.accepts(MOVE, Machines.none()), MOVE));
      }),

  MOVE_FAILED(
      stage -> {
        stage.moves().wants("web-1", "pve2");
        stage.moves().wants("web-2", "pve3");
        stage.script().each("migrate web-2").fails(Scenario::broken);
        return stage.history(stage.carriesOut(stage.accepts(MOVE, Machines.none()), MOVE));
      }),

  MOVE_CANCELLED(
      stage -> {
        stage.moves().wants("web", "pve2");
        var moving = stage.script().first("migrate web").holds().obeyingCancellation();
        var order = stage.accepts(MOVE, Machines.none());
        var workflow = stage.begins(order, MOVE);
        moving.awaitReached();
        stage.ledger().wantsToStop(order);
        workflow.signal("interrupt");
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  MOVE_TAKEN_UP(
      stage -> {
        stage.moves().wants("web", "pve2");
        stage.moves().holds();
        var order = stage.accepts(MOVE, Machines.none());
        stage.ledger().cameTo(order, Phase.BUILDING);
        return stage.history(stage.carriesOut(order, MOVE));
      }),

  TRAFFIC_PAUSED(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        var pause = stage.accepts(TRAFFIC, Machines.none());
        return stage.history(stage.carriesOut(pause, TRAFFIC));
      }),

  TRAFFIC_NODE_LOST(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        stage.grid().loses(new NodeName("pve1"));
        var pause = stage.accepts(TRAFFIC, Machines.none());
        return stage.history(stage.carriesOut(pause, TRAFFIC));
      }),

  TRAFFIC_STALE(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        var pause = stage.accepts(TRAFFIC, Machines.none());
        stage.script().first("pause lb").before(() -> stage.ledger().opensNewerRun(pause));
        return stage.history(stage.carriesOut(pause, TRAFFIC));
      }),

  POWER_RESTART(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.sample()), PROVISION);
        stage.power().wants(PowerAction.RESTART, "lb", "web-1", "web-2", "db");
        return stage.history(stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER));
      }),

  POWER_STOP(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.sample()), PROVISION);
        stage.power().wants(PowerAction.STOP, "lb", "web-1", "web-2", "db");
        return stage.history(stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER));
      }),

  POWER_SUSPEND(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        stage.power().wants(PowerAction.SUSPEND, "lb", "web");
        return stage.history(stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER));
      }),

  POWER_RESUME_FAILED(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        stage.power().wereSuspended("web");
        stage.power().wants(PowerAction.RESUME, "web");
        stage.script().each("expose web").fails(Scenario::broken);
        return stage.history(stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER));
      }),

  POWER_NODE_LOST(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        stage.power().wants(PowerAction.STOP, "web");
        stage.script().each("stop web").fails(() -> FakeGrid.nodeLost(new NodeName("pve2")));
        return stage.history(stage.carriesOut(stage.accepts(POWER, Machines.none()), POWER));
      }),

  POWER_CANCELLED(
      stage -> {
        stage.carriesOut(stage.accepts(PROVISION, Machines.pair()), PROVISION);
        stage.power().wants(PowerAction.STOP, "lb", "web");
        var stopping = stage.script().first("stop web").holds().obeyingCancellation();
        var order = stage.accepts(POWER, Machines.none());
        var workflow = stage.begins(order, POWER);
        stopping.awaitReached();
        stage.ledger().wantsToStop(order);
        workflow.signal("interrupt");
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  MAINTENANCE(
      stage -> {
        stage
            .moves()
            .plans(List.of(FakeMoves.move("a", "pve2"), FakeMoves.move("b", "pve3")), List.of());
        stage
            .moves()
            .plans(
                List.of(FakeMoves.move("bad", "pve2")),
                List.of(new Remaining(FakeLedger.CONFIGURATION, "db", 0, "It is kept.")));
        return grid(stage, "Maintenance");
      }),

  RECOVER_HAPPY(
      stage -> {
        var order = lost(stage);
        return stage.history(stage.carriesOut(order, RECOVER));
      }),

  RECOVER_NODE_LOST(
      stage -> {
        var order = lost(stage);
        stage
            .script()
            .first("equip web")
            .before(
                () -> {
                  stage.grid().loses(new NodeName("pve1"));
                  stage.scheduler().avoids(new NodeName("pve1"));
                  stage.changes().losesOwn();
                  throw FakeGrid.nodeLost(new NodeName("pve1"));
                });
        return stage.history(stage.carriesOut(order, RECOVER));
      }),

  RECOVER_NO_ROOM(
      stage -> {
        var order = lost(stage);
        stage.scheduler().refuses(Problem.of("no-capacity", "There is no room."));
        return stage.history(stage.carriesOut(order, RECOVER));
      }),

  RECOVER_INTERRUPTED(
      stage -> {
        var order = lost(stage);
        var building = stage.script().first("clone web").holds().obeyingCancellation();
        var workflow = stage.begins(order, RECOVER);
        building.awaitReached();
        stage.ledger().wantsToStop(order);
        workflow.signal("interrupt");
        workflow.getResult(Void.class);
        return stage.history(workflow);
      }),

  NODE_RECOVERY(
      stage -> {
        stage.recovery().finds(RecoveryActivities.Stage.MISSED, 2);
        stage.recovery().findsProofWanted(3);
        stage.recovery().provesAt(2);
        stage.recovery().finds(RecoveryActivities.Stage.RETURNING, 1);
        stage.recovery().finds(RecoveryActivities.Stage.BACK, 1);
        stage.recovery().isOff("db");
        return grid(stage, GridWorkWorkflow.Types.RECOVERY);
      }),

  NODE_RECOVERY_LOST_AGAIN(
      stage -> {
        stage.recovery().finds(RecoveryActivities.Stage.BACK, 1);
        stage.recovery().isLostAtEnd();
        stage.recovery().finds(RecoveryActivities.Stage.LOST, 2);
        stage.recovery().finds(RecoveryActivities.Stage.BACK, 1);
        return grid(stage, GridWorkWorkflow.Types.RECOVERY);
      }),

  REBALANCE(
      stage -> {
        stage.moves().rebalances(FakeMoves.move("a", "pve2"), FakeMoves.move("b", "pve3"));
        return grid(stage, "Rebalance");
      }),

  REBALANCE_STOPPED(
      stage -> {
        stage.moves().rebalances(FakeMoves.move("bad", "pve2"), FakeMoves.move("b", "pve3"));
        return grid(stage, "Rebalance");
      }),

  REBALANCE_PLAN(
      stage -> {
        var plan = stage.client().newUntypedWorkflowStub("RebalancePlan", Stage.options("plan/1"));
        plan.start(10);
        plan.getResult(Object.class);
        return stage.history(plan);
      }),

  GRID_CAPACITY(
      stage -> {
        var asked = stage.client().newUntypedWorkflowStub("GridCapacity", Stage.options("cap/1"));
        asked.start();
        asked.getResult(Object.class);
        return stage.history(asked);
      }),

  CONFIGURATION_TWO_OPERATIONS(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        var building = stage.script().first("clone web").holds().obeyingCancellation();
        var entity = stage.nudges();
        building.awaitReached();
        stage.accepts(DELETE, Machines.none());
        stage.ledger().wantsToStop(order);
        stage.nudges();
        entity.getResult(Void.class);
        return stage.history(entity);
      }),

  CONFIGURATION_ATTACHED(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        var building = stage.script().first("clone web").holds();
        stage.begins(order, PROVISION);
        building.awaitReached();
        var entity = stage.nudges();
        stage.awaits("standing");
        building.open();
        entity.getResult(Void.class);
        return stage.history(entity);
      }),

  CONFIGURATION_REOPENED(
      stage -> {
        var order = stage.accepts(PROVISION, Machines.one());
        stage.ledger().cameTo(order, Phase.UNDOING);
        stage.script().first("undo").fails(Scenario::broken);
        var entity = stage.nudges();
        entity.getResult(Void.class);
        return stage.history(entity);
      }),

  PREVIEW(
      stage -> {
        var preview = stage.client().newUntypedWorkflowStub("Preview", Stage.options("preview/1"));
        preview.start(new PreviewRequest(new AccountId("account-1"), document()));
        preview.getResult(io.gridwright.workflows.configuration.Preview.class);
        return stage.history(preview);
      }),

  GRID_WATCH(
      stage -> {
        var fourth = stage.script().nth("await change", 4).holds();
        WorkflowStub watch =
            stage
                .client()
                .newUntypedWorkflowStub("GridWatch", Stage.options(WorkflowIds.GRID_WATCH));
        watch.start();
        fourth.awaitReached();
        var history = stage.history(watch);
        watch.terminate("seen enough");
        fourth.open();
        return history;
      }),

  LEDGER_SWEEP(
      stage -> {
        var sweep =
            stage
                .client()
                .newUntypedWorkflowStub("LedgerSweep", Stage.options(WorkflowIds.LEDGER_SWEEP));
        sweep.start();
        sweep.getResult(io.gridwright.workflows.grid.LedgerSweepActivities.Sweep.class);
        return stage.history(sweep);
      });

  private final Function<Stage, WorkflowExecutionHistory> story;

  Scenario(Function<Stage, WorkflowExecutionHistory> story) {
    this.story = story;
  }

  /** Lets it happen. */
  WorkflowExecutionHistory play() {
    var stage = new Stage();
    stage.open();
    try {
      return story.apply(stage);
    } finally {
      stage.close();
    }
  }

  /** {@code provision-happy.json}. */
  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /** What is ordered when the node of a web server is lost. */
  private static OperationId lost(Stage stage) {
    stage.changes().standing();
    stage.changes().stays("pve8");
    stage.grid().loses(new NodeName("pve9"));
    return stage.accepts(RECOVER, Machines.one());
  }

  private static WorkflowExecutionHistory grid(Stage stage, String type) {
    var work = stage.client().newUntypedWorkflowStub(type, Stage.options("work/1"));
    work.start(GridWorkWorkflow.Task.begin(new GridWorkId("work-1")));
    work.getResult(Void.class);
    return stage.history(work);
  }

  private static ApplicationFailure broken() {
    return ApplicationFailure.newFailure(
        "It is broken.", FailureTypes.HYPERVISOR, Problem.of("hypervisor", "It is broken."));
  }

  private static ConfigurationDocument document() {
    return new ConfigurationDocument(
        "shop",
        RiskProfile.LOW,
        List.of(),
        List.of(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
