package io.gridwright.activities.hypervisor;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.ProxmoxException.AgentNotRunning;
import io.gridwright.proxmox.error.ProxmoxException.Forbidden;
import io.gridwright.proxmox.error.ProxmoxException.HotplugRefused;
import io.gridwright.proxmox.error.ProxmoxException.Locked;
import io.gridwright.proxmox.error.ProxmoxException.NodeUnreachable;
import io.gridwright.proxmox.error.ProxmoxException.NotFound;
import io.gridwright.proxmox.error.ProxmoxException.Other;
import io.gridwright.proxmox.error.ProxmoxException.ParameterInvalid;
import io.gridwright.proxmox.error.ProxmoxException.TaskFailed;
import io.gridwright.proxmox.error.ProxmoxException.WrongPowerState;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;

/**
 * What a failure of the hypervisor means to the workflow: the node is lost, repeating is of no use,
 * or the same activity, which looks before it acts, may be run again.
 */
public final class FailureMapping {
  /** What may pass by itself; not among {@link FailureTypes#FINAL}, so Temporal runs it again. */
  public static final String BUSY = "HYPERVISOR_BUSY";

  /** A refusal without a known reason may be a hiccup of a storage; so many times it is asked. */
  private static final int PATIENCE = 3;

  private FailureMapping() {}

  /**
   * @param what the thing and what was done with it, "configure vm 10001 (web-1) on pve2"
   * @param attempt of the activity, 1..
   */
  public static ApplicationFailure of(
      String what, NodeName node, ProxmoxException failure, int attempt) {
    if (failure instanceof NodeUnreachable) {
      return nodeLost(what, node, "it cannot be reached: " + failure.getMessage());
    }
    if (failure instanceof WrongPowerState && isFinal(failure, attempt)) {
      return machineLost(
          what, failure.getMessage(), "Operator: see why it does not stay as it was left.");
    }
    if (isFinal(failure, attempt)) {
      return refused(what, reason(failure), advice(failure), failure);
    }
    return busy(what, attempt, failure);
  }

  /** What may pass by itself. */
  public static ApplicationFailure busy(String what, int attempt, Throwable failure) {
    return ApplicationFailure.newFailureWithCause(
        "%s did not succeed in attempt %d: %s. It is tried again."
            .formatted(what, attempt, failure.getMessage()),
        BUSY,
        failure);
  }

  /** The node of a step cannot be worked on (DESIGN section 4). */
  public static ApplicationFailure nodeLost(String what, NodeName node, String why) {
    String sentence =
        "%s is not possible on node %s: %s. Order again: another node will be taken."
            .formatted(what, node.value(), why);
    return ApplicationFailure.newFailure(
        sentence, FailureTypes.NODE_LOST, Problem.of("node-lost", sentence));
  }

  /** The machine cannot be built where it stands, nor taken away from there. */
  public static ApplicationFailure machineLost(String what, String reason, String advice) {
    String sentence = "%s failed: %s. %s".formatted(what, reason, advice);
    return ApplicationFailure.newFailure(
        sentence, FailureTypes.MACHINE_LOST, Problem.of("hypervisor", sentence));
  }

  /** A refusal that repeating does not change. */
  public static ApplicationFailure refused(
      String what, String reason, String advice, Throwable cause) {
    String sentence = "%s failed: %s. %s".formatted(what, reason, advice);
    return ApplicationFailure.newFailureWithCause(
        sentence, FailureTypes.HYPERVISOR, cause, Problem.of("hypervisor", sentence));
  }

  /** The guest's agent never answered as it must. */
  public static ApplicationFailure agentSilent(String what, String reason) {
    String sentence =
        "%s failed: %s. See that the image holds qemu-guest-agent and boots on this node."
            .formatted(what, reason);
    return ApplicationFailure.newFailure(
        sentence, FailureTypes.AGENT_SILENT, Problem.of("agent-silent", sentence));
  }

  /** Whether repeating is of no use; a reason nobody knows is given some attempts. */
  public static boolean isFinal(ProxmoxException failure, int attempt) {
    if (failure instanceof Forbidden
        || failure instanceof ParameterInvalid
        || failure instanceof HotplugRefused
        || failure instanceof ProxmoxException.AlreadyExists) {
      return true;
    }
    if (failure instanceof AgentNotRunning silent) {
      return !silent.mayPass() && !silent.effectInDoubt();
    }
    boolean unexplained =
        failure instanceof Other
            || failure instanceof NotFound
            || failure instanceof WrongPowerState
            || failure instanceof Locked
            || failure instanceof TaskFailed task && !task.mayPass();
    return unexplained && attempt >= PATIENCE;
  }

  private static String reason(ProxmoxException failure) {
    return failure instanceof TaskFailed task
        ? "%s (task %s)".formatted(task.reason(), task.upid().orElseThrow())
        : failure.getMessage();
  }

  private static String advice(ProxmoxException failure) {
    if (failure instanceof Forbidden) {
      return "Operator: give the engine's API token this privilege.";
    }
    if (failure instanceof ParameterInvalid || failure instanceof HotplugRefused) {
      return "Operator: compare the engine's settings (bridge, storage) with this node.";
    }
    if (failure instanceof ProxmoxException.AlreadyExists) {
      return "Operator: keep other machines out of the engine's range of VMIDs.";
    }
    return "Operator: the task log on the node tells more.";
  }
}
