package io.gridwright.activities.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.workflows.FailureTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a refusal of the hypervisor means to the workflow, at the first attempt and at the third.
 */
class FailureMappingTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final Upid TASK =
      Upid.parse("UPID:pve1:0000C0DE:00001234:65A1B2C3:qmclone:9001:root@pam!engine:");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # failure,          at first,        at the third
          NodeUnreachable,    NODE_LOST,       NODE_LOST
          Forbidden,          HYPERVISOR,      HYPERVISOR
          ParameterInvalid,   HYPERVISOR,      HYPERVISOR
          HotplugRefused,     HYPERVISOR,      HYPERVISOR
          AlreadyExists,      HYPERVISOR,      HYPERVISOR
          Other,              HYPERVISOR_BUSY, HYPERVISOR
          NotFound,           HYPERVISOR_BUSY, HYPERVISOR
          WrongPowerState,    HYPERVISOR_BUSY, MACHINE_LOST
          Locked,             HYPERVISOR_BUSY, HYPERVISOR
          task broke,         HYPERVISOR_BUSY, HYPERVISOR
          task lost its lock, HYPERVISOR_BUSY, HYPERVISOR_BUSY
          LockTimeout,        HYPERVISOR_BUSY, HYPERVISOR_BUSY
          NoQuorum,           HYPERVISOR_BUSY, HYPERVISOR_BUSY
          NoEntryNode,        HYPERVISOR_BUSY, HYPERVISOR_BUSY
          AnswerLost,         HYPERVISOR_BUSY, HYPERVISOR_BUSY
          ConfigChanged,      HYPERVISOR_BUSY, HYPERVISOR_BUSY
          WorkerNotStarted,   HYPERVISOR_BUSY, HYPERVISOR_BUSY
          TaskOverdue,        HYPERVISOR_BUSY, HYPERVISOR_BUSY
          Unauthenticated,    HYPERVISOR_BUSY, HYPERVISOR_BUSY
          """)
  void tellsWhetherRepeatingIsOfUse(String failure, String first, String third) {
    assertThat(FailureMapping.of("clone vm 1", PVE1, failure(failure), 1).getType())
        .isEqualTo(first);
    assertThat(FailureMapping.of("clone vm 1", PVE1, failure(failure), 3).getType())
        .isEqualTo(third);
  }

  @Test
  void tellsTheCustomerWhatFailedAndTheOperatorWhatToDo() {
    var told = FailureMapping.of("configure vm 10001 (web-1)", PVE1, failure("Forbidden"), 1);

    assertThat(told.getDetails().get(Problem.class))
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("hypervisor");
              assertThat(problem.detail())
                  .startsWith("configure vm 10001 (web-1) failed: ")
                  .endsWith("Operator: give the engine's API token this privilege.");
            });
  }

  @Test
  void namesTheNodeThatIsLost() {
    var told = FailureMapping.of("start vm 10001 (web-1)", PVE1, failure("NodeUnreachable"), 1);

    assertThat(told.getType()).isEqualTo(FailureTypes.NODE_LOST);
    assertThat(told.getDetails().get(Problem.class).detail())
        .contains("start vm 10001 (web-1) is not possible on node pve1")
        .contains("another node will be taken");
  }

  private static ProxmoxException failure(String name) {
    var refusal =
        new Failure(
            "POST /nodes/pve1/qemu/9001/clone",
            OptionalInt.of(500),
            "Internal Server Error",
            "it says no",
            Map.of(),
            Optional.empty());
    return switch (name) {
      case "NodeUnreachable" -> new ProxmoxException.NodeUnreachable(refusal);
      case "Forbidden" -> new ProxmoxException.Forbidden(refusal);
      case "ParameterInvalid" -> new ProxmoxException.ParameterInvalid(refusal);
      case "HotplugRefused" -> new ProxmoxException.HotplugRefused(refusal, true);
      case "AlreadyExists" -> new ProxmoxException.AlreadyExists(refusal);
      case "Other" -> new ProxmoxException.Other(refusal);
      case "NotFound" -> new ProxmoxException.NotFound(refusal);
      case "WrongPowerState" -> new ProxmoxException.WrongPowerState(refusal);
      case "Locked" -> new ProxmoxException.Locked(refusal);
      case "task broke" -> task("clone failed: no space left on device");
      case "task lost its lock" -> task("can't lock file '/var/lock/x' - got timeout");
      case "LockTimeout" -> new ProxmoxException.LockTimeout(refusal);
      case "NoQuorum" -> new ProxmoxException.NoQuorum(refusal);
      case "NoEntryNode" -> new ProxmoxException.NoEntryNode(refusal, List.of());
      case "AnswerLost" -> new ProxmoxException.AnswerLost(refusal, true);
      case "ConfigChanged" -> new ProxmoxException.ConfigChanged(refusal);
      case "WorkerNotStarted" -> new ProxmoxException.WorkerNotStarted(refusal);
      case "TaskOverdue" -> new ProxmoxException.TaskOverdue(refusal);
      case "Unauthenticated" -> new ProxmoxException.Unauthenticated(refusal);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ProxmoxException task(String exitStatus) {
    return new ProxmoxException.TaskFailed(Failure.ofTask(TASK, exitStatus), List.of());
  }
}
