package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.workflows.grid.MoveStep;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;

/**
 * Moves the machine to another node. Whatever a task says of its end, the machine's own place
 * decides: one whose task's answer is lost, or that failed after the switch, has arrived all the
 * same.
 */
final class MigrateStep {
  static final String MIGRATION = "qmigrate";

  /** Of our own attempts, each of which may find what another began. */
  private static final int LOOKS = 3;

  private final Sites sites;
  private final MachineLedger machines;
  private final MachineSettings settings;

  MigrateStep(Sites sites, MachineLedger machines, MachineSettings settings) {
    this.sites = sites;
    this.machines = machines;
    this.settings = settings;
  }

  void carryOut(Visit visit, MoveStep step) {
    for (int look = 1; look <= LOOKS; look++) {
      MachineRow machine = sites.row(step.machine().id());
      if (machine.node().equals(step.to()) || hasArrived(visit, step, machine)) {
        return;
      }
      begin(visit, step, machine);
    }
    throw ApplicationFailure.newFailure(
        "%s was moved and is not there; it is tried again."
            .formatted(MigrationActivitiesImpl.words(step)),
        FailureMapping.BUSY);
  }

  /** Once no earlier attempt's task moves it any more. */
  private boolean hasArrived(Visit visit, MoveStep step, MachineRow machine) {
    try {
      awaitEarlier(visit, step, machine);
    } catch (ProxmoxException.NodeUnreachable away) {
      visit.check(); // its task cannot be asked; where the machine is, others tell, too
    }
    return switch (Whereabouts.of(visit, machine, step.machine().node(), step.to())) {
      case TARGET -> true;
      case SOURCE -> false;
      case ELSEWHERE -> throw elsewhere(step);
    };
  }

  private void awaitEarlier(Visit visit, MoveStep step, MachineRow machine) {
    machine
        .upid()
        .map(Upid::parse)
        .filter(task -> task.type().equals(MIGRATION))
        .ifPresent(task -> visit.settle(task, settings.taskLimit()));
    migrations(visit, source(step)).forEach(task -> visit.settle(task, settings.taskLimit()));
  }

  /** Tasks that move the machine now, also those whose answer never came. */
  static List<Upid> migrations(Visit visit, VmRef vm) {
    return visit.running(vm).stream()
        .map(TaskRow::upid)
        .filter(task -> task.type().equals(MIGRATION))
        .toList();
  }

  private void begin(Visit visit, MoveStep step, MachineRow machine) {
    requireWorkable(step, step.machine().node());
    requireWorkable(step, step.to());
    requireOurs(visit, step, machine);
    machines.intentAnew(step.run().operation(), step.run().epoch(), machine.id(), machine.state());
    boolean online = visit.client().vms().status(source(step)).running();
    try {
      Upid task =
          visit
              .client()
              .migrations()
              .migrate(
                  source(step),
                  io.gridwright.proxmox.value.NodeName.of(step.to().value()),
                  online,
                  Optional.empty());
      machines.intent(
          step.run().operation(),
          step.run().epoch(),
          machine.id(),
          machine.state(),
          Optional.of(task.text()));
      visit.await(task, settings.taskLimit());
    } catch (ProxmoxException failed) {
      visit.check();
      if (Whereabouts.of(visit, machine, step.machine().node(), step.to()) != Whereabouts.TARGET) {
        throw failed;
      }
    }
  }

  private void requireWorkable(MoveStep step, NodeName node) {
    sites.requireWorkable("Moving " + MigrationActivitiesImpl.words(step), node, sites.state(node));
  }

  /**
   * What the cluster's own high-availability manager keeps it moves itself; and what does not carry
   * our mark is not ours to move.
   */
  private void requireOurs(Visit visit, MoveStep step, MachineRow machine) {
    var config = visit.client().configs().get(source(step));
    if (!sites.mark(machine, false).isOn(config.description(), config.name())) {
      throw FailureMapping.refused(
          "Moving " + MigrationActivitiesImpl.words(step),
          "the machine there carries neither name nor description of the engine's",
          "Operator: see whose it is.",
          null);
    }
    boolean kept =
        visit.client().ha().resources().stream()
            .anyMatch(resource -> resource.vmid().equals(source(step).vmid()));
    if (kept) {
      throw FailureMapping.refused(
          "Moving " + MigrationActivitiesImpl.words(step),
          "the cluster's own high-availability manager keeps it",
          "Operator: move it by the manager, or take it out of its care.",
          null);
    }
  }

  private static ApplicationFailure elsewhere(MoveStep step) {
    return FailureMapping.refused(
        "Moving " + MigrationActivitiesImpl.words(step),
        "the machine is on neither node",
        "Operator: see where it is, and bring it back to where the ledger has it.",
        null);
  }

  static VmRef source(MoveStep step) {
    return Hypervisor.ref(step.machine().node(), step.machine().vmid());
  }
}
