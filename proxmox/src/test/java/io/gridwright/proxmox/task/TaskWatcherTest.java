package io.gridwright.proxmox.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.value.Upid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time passes only as the watcher pauses. */
class TaskWatcherTest {
  private static final Upid TASK =
      Upid.parse("UPID:pve1:0003B2F1:0125C3A9:6921B0C4:qmclone:9000:root@pam!prov:");
  private static final String RUNNING = "{\"status\":\"running\"}";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ScriptedApi api = new ScriptedApi();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private TaskWatcher watcher() {
    return new TaskWatcher(
        new Tasks(api),
        () -> now,
        duration -> {
          pauses.add(duration);
          now = now.plus(duration);
        });
  }

  private static String ended(String exitStatus) {
    return "{\"status\":\"stopped\",\"exitstatus\":\"" + exitStatus + "\"}";
  }

  private static ProxmoxException.NotFound noSuchTask() {
    return new ProxmoxException.NotFound(
        new Failure(
            "GET /x",
            OptionalInt.of(400),
            "",
            "",
            Map.of("upid", "no such task"),
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          OK,                                true
          WARNINGS: 3,                       true
          VM is locked (clone),              false
          unexpected status,                 false
          """)
  void countsWarningsAsSuccess(String exitStatus, boolean succeeded) {
    assertThat(TaskResult.of(exitStatus).succeeded()).isEqualTo(succeeded);
  }

  @Test
  void looksQuicklyAtFirstAndTellsEachLook() throws InterruptedException {
    for (int look = 0; look < 12; look++) {
      api.then(RUNNING);
    }
    api.then(ended("OK"));
    List<TaskStatus> seen = new ArrayList<>();

    assertThat(watcher().await(TASK, LIMIT, seen::add)).isEqualTo(new TaskResult.Ok());

    assertThat(seen).hasSize(13);
    assertThat(pauses.get(0)).isEqualTo(Duration.ofMillis(300));
    assertThat(pauses.get(11)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void tellsTheLogsTailOfAFailedTask() {
    api.then(ended("migration aborted"))
        .withLog("[{\"n\":1,\"t\":\"ERROR: can't lock file '/x' - got timeout\"}]");

    ProxmoxException.TaskFailed failure =
        catchThrowableOfType(ProxmoxException.TaskFailed.class, () -> watcher().await(TASK, LIMIT));

    assertThat(failure.exitStatus()).isEqualTo("migration aborted");
    assertThat(failure.logTail()).containsExactly("ERROR: can't lock file '/x' - got timeout");
    assertThat(failure.refusal()).isEqualTo(Refusal.LOCK_TIMEOUT);
    assertThat(failure.upid()).contains(TASK);
  }

  @Test
  void doubtsATaskThatWasKilled() {
    api.then(ended("unexpected status"));

    assertThatThrownBy(() -> watcher().await(TASK, LIMIT))
        .isInstanceOf(ProxmoxException.TaskOutcomeUnknown.class);
  }

  @Test
  void bearsATaskThatIsNotVisibleYet() throws InterruptedException {
    api.thenFails(noSuchTask()).thenFails(noSuchTask()).then(ended("OK"));

    assertThat(watcher().await(TASK, LIMIT).succeeded()).isTrue();
  }

  @Test
  void doubtsATaskThatStaysUnknown() {
    api.thenFails(noSuchTask());

    assertThatThrownBy(() -> watcher().await(TASK, LIMIT))
        .isInstanceOf(ProxmoxException.TaskOutcomeUnknown.class);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  @Test
  void bearsANodeThatIsOutOfReachForAWhileOnly() {
    api.then(RUNNING)
        .thenFails(
            new ProxmoxException.NodeUnreachable(
                Failure.withoutAnswer("GET /x", "No route to host")));

    assertThatThrownBy(() -> watcher().await(TASK, LIMIT))
        .isInstanceOf(ProxmoxException.NodeUnreachable.class);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(TaskWatcher.PATIENCE, TaskWatcher.PATIENCE.plusSeconds(2));
  }

  @Test
  void keepsTheNameOfATaskThatIsOverdue() {
    api.then(RUNNING);

    ProxmoxException.TaskOverdue overdue =
        catchThrowableOfType(
            ProxmoxException.TaskOverdue.class, () -> watcher().await(TASK, LIMIT));

    assertThat(overdue.upid()).contains(TASK);
    assertThat(overdue.effectInDoubt()).isTrue();
  }

  /** PVE-D4: without quorum a resize fails after the image has grown. */
  @Test
  void doubtsTheEffectOfATaskThatFailedWithoutQuorum() {
    api.then(
        ended(
            "unable to open file '/etc/pve/nodes/pve1/qemu-server/102.conf.tmp.29' - Permission denied"));

    ProxmoxException.TaskFailed failure =
        catchThrowableOfType(ProxmoxException.TaskFailed.class, () -> watcher().await(TASK, LIMIT));

    assertThat(failure.refusal()).isEqualTo(Refusal.NO_QUORUM);
    assertThat(failure.effectInDoubt()).isTrue();
  }

  /** PVE-D21: the token stands within the user in rows of running tasks. */
  @Test
  void readsRowsOfRunningAndOfFinishedTasksAlike() {
    api.then(
        "[{\"upid\":\"%1$s\",\"user\":\"root@pam!prov\",\"status\":\"RUNNING\"},{\"upid\":\"%1$s\",\"user\":\"root@pam\",\"tokenid\":\"prov\",\"status\":\"OK\",\"endtime\":\"1763815625\",\"saved\":\"1\"}]"
            .formatted(TASK));

    List<TaskRow> rows = new Tasks(api).list(TASK.node(), TaskFilter.all());

    assertThat(rows).extracting(TaskRow::running).containsExactly(true, false);
    assertThat(rows).extracting(row -> row.user().toString()).containsOnly("root@pam!prov");
  }
}
