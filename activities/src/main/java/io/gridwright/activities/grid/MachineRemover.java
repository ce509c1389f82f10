package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.task.TaskFilter;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes one machine from the hypervisor, whatever state it is in, and nothing that does not carry
 * its mark. First the tasks that work on it are ended, so that none makes it anew afterwards.
 */
final class MachineRemover {
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Set<String> ENDING = Set.of("qmdestroy", "qmstop", "qmshutdown");

  private final MachineSettings settings;

  MachineRemover(MachineSettings settings) {
    this.settings = settings;
  }

  /**
   * @param made whether it once stood there complete: what stands there without our mark may then
   *     be ours all the same, and only a person can tell
   * @param task the last that the ledger knows to have been begun for it; without one a clone whose
   *     answer was lost may still be under way
   */
  Removal remove(Visit visit, VmRef vm, OwnershipMark mark, boolean made, Optional<Upid> task) {
    task.ifPresentOrElse(known -> end(visit, known), () -> awaitClones(visit, vm));
    return removeAt(visit, home(visit, vm), mark, made);
  }

  /** Where the number is: somebody may have moved it off its node (API.md 15 fault 21). */
  private static VmRef home(Visit visit, VmRef vm) {
    return visit.client().configs().find(vm).isPresent()
        ? vm
        : visit.client().vms().locate(vm.vmid()).orElse(vm);
  }

  private Removal removeAt(Visit visit, VmRef vm, OwnershipMark mark, boolean made) {
    visit.running(vm).forEach(row -> end(visit, row.upid()));
    // Clones that begin from here on are other machines': none may be begun for this one any more.
    List<Upid> clones = clones(visit, vm).stream().map(TaskRow::upid).toList();
    while (true) {
      // The tasks before the machine: one that ends between has then left a complete machine.
      boolean runs = clones.stream().anyMatch(visit::runs);
      Optional<VmConfig> found = visit.client().configs().find(vm);
      switch (CloneSituation.of(found, mark, runs)) {
        case ABSENT -> {
          return new Removal.Gone();
        }
        case STRANGER -> {
          return made ? unmarked(vm) : new Removal.Gone();
        }
        case BEING_MADE -> visit.pause(GLANCE);
        case HALF_DONE, OURS -> {
          Optional<Removal> stuck = destroy(visit, vm, mark, found.orElseThrow());
          if (stuck.isPresent()) {
            return stuck.get();
          }
        }
      }
    }
  }

  private void end(Visit visit, Upid task) {
    if (ENDING.contains(task.type())) {
      visit.settle(task, settings.taskLimit());
    } else if (visit.runs(task)) {
      visit.stop(task, settings.taskLimit());
    }
  }

  /** A clone's task names its source only (API.md 6): any that runs here may be making ours. */
  private void awaitClones(Visit visit, VmRef vm) {
    for (TaskRow clone : clones(visit, vm)) {
      visit.awaitEnd(clone.upid(), settings.taskLimit());
    }
  }

  private static List<TaskRow> clones(Visit visit, VmRef vm) {
    return visit.client().tasks().list(vm.node(), TaskFilter.running().ofType("qmclone")).stream()
        .filter(TaskRow::running)
        .toList();
  }

  /** Empty if it went well, or if it is worth another look. */
  private Optional<Removal> destroy(Visit visit, VmRef vm, OwnershipMark mark, VmConfig found) {
    if (!mark.isOn(found.description(), found.name())) {
      return Optional.of(locked(vm, "a clone died before it was marked; its number is ours"));
    }
    try {
      powerOff(visit, vm);
      unprotect(visit, vm, found);
      visit.await(visit.client().vms().delete(vm), settings.taskLimit());
      return Optional.empty();
    } catch (ProxmoxException.NotFound | ProxmoxException.WrongPowerState changed) {
      visit.pause(GLANCE); // somebody else works on it too
      return Optional.empty();
    } catch (ProxmoxException.Locked locked) {
      return Optional.of(locked(vm, locked.getMessage()));
    } catch (ProxmoxException.TaskFailed failed) {
      return afterwards(vm, failed);
    }
  }

  private static Optional<Removal> afterwards(VmRef vm, ProxmoxException.TaskFailed failed) {
    return switch (failed.refusal()) {
      case LOCKED -> Optional.of(locked(vm, failed.exitStatus()));
      case NOT_FOUND, WRONG_POWER_STATE -> Optional.empty();
      default -> throw failed;
    };
  }

  private void powerOff(Visit visit, VmRef vm) {
    if (visit.client().vms().status(vm).running()) {
      visit.await(visit.client().power().stop(vm), settings.taskLimit());
    }
  }

  private static void unprotect(Visit visit, VmRef vm, VmConfig found) {
    if (found.value("protection").filter("1"::equals).isPresent()) {
      visit.client().configs().change(vm, ConfigChange.to(VmSettings.none().protection(false)));
    }
  }

  private static Removal unmarked(VmRef vm) {
    return new Removal.NeedsOperator(
        "vm %s carries neither name nor description of the machine that the engine made there"
            .formatted(vm),
        "See whose it is. If it is the engine's: on %s type `%s`. If not: give it another number."
            .formatted(vm.node(), CloneRemains.command(vm.vmid().number())));
  }

  private static Removal locked(VmRef vm, String why) {
    return new Removal.NeedsOperator(
        "vm %s cannot be deleted by the engine's token: %s".formatted(vm, why),
        "On %s type `%s`; the engine sees it and closes this row."
            .formatted(vm.node(), CloneRemains.command(vm.vmid().number())));
  }
}
