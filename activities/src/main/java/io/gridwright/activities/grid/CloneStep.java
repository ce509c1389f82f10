package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.task.TaskFilter;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Tag;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.Clone;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.ImageCopy;
import io.gridwright.store.grid.Images;
import io.gridwright.store.grid.MachineState;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the machine from its image's template on the node. It looks before each attempt, since the
 * answer to an earlier one may be lost: what it finds decides ({@link CloneSituation}).
 */
final class CloneStep {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** A rival for the VMID can only be an earlier attempt of our own; twice is plenty. */
  private static final int LOOKS = 3;

  private final Intentions intentions;
  private final Images images;
  private final CloneRemains remains;
  private final MachineSettings settings;

  CloneStep(Intentions intentions, Images images, CloneRemains remains, MachineSettings settings) {
    this.intentions = intentions;
    this.images = images;
    this.remains = remains;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    VmRef template = template(site);
    site.machine().upid().map(Upid::parse).ifPresent(earlier -> settle(visit, earlier));
    for (int look = 1; look <= LOOKS; look++) {
      if (made(visit, site, template)) {
        tag(visit, site);
        return;
      }
      create(visit, site, template);
    }
    throw stranger(site, "the number is taken each time, and nothing stands there afterwards");
  }

  /** Lets an earlier attempt's task end, whatever came of it: what stands there tells. */
  private void settle(Visit visit, Upid earlier) {
    try {
      visit.awaitEnd(earlier, settings.taskLimit());
    } catch (ProxmoxException.TaskOutcomeUnknown forgotten) {
      visit.check();
    } catch (ProxmoxException.TaskOverdue hung) {
      visit.stop(earlier, settings.taskLimit());
    }
  }

  /** Whether it is there and complete; waits for a task that is still making it. */
  private boolean made(Visit visit, Site site, VmRef template) {
    while (true) {
      boolean runs = cloneRuns(visit, template);
      Optional<VmConfig> found = visit.client().configs().find(site.vm());
      switch (CloneSituation.of(found, site.mark(), runs)) {
        case OURS -> {
          return true;
        }
        case ABSENT -> {
          return false;
        }
        case BEING_MADE -> visit.pause(GLANCE);
        case HALF_DONE -> throw remains.removed(visit, site, found.orElseThrow());
        case STRANGER -> throw stranger(site, "another machine has this number without our mark");
      }
    }
  }

  /** A clone's task names its source only, so any clone of the same template may be ours. */
  private static boolean cloneRuns(Visit visit, VmRef template) {
    TaskFilter clones = TaskFilter.running().ofVm(template.vmid()).ofType("qmclone");
    return visit.client().tasks().list(template.node(), clones).stream().anyMatch(TaskRow::running);
  }

  /** Clones, unless somebody, probably an earlier attempt of ours, is faster. */
  private void create(Visit visit, Site site, VmRef template) {
    intend(site, Optional.empty());
    try {
      Upid upid = visit.client().vms().clone(template, clone(site));
      intend(site, Optional.of(upid.text()));
      await(visit, upid);
    } catch (ProxmoxException.AlreadyExists rival) {
      visit.check();
    } catch (ProxmoxException.TaskFailed failed) {
      if (failed.refusal() != Refusal.ALREADY_EXISTS) {
        throw failed;
      }
    }
  }

  private void intend(Site site, Optional<String> upid) {
    intentions.write(site, MachineState.CREATING, upid);
  }

  private void await(Visit visit, Upid upid) {
    try {
      visit.await(upid, settings.taskLimit());
    } catch (ProxmoxException.TaskOverdue hung) {
      visit.stop(upid, settings.taskLimit());
      throw hung;
    }
  }

  private static ApplicationFailure stranger(Site site, String why) {
    return FailureMapping.refused(
        "clone " + site.words(),
        why,
        "Operator: keep others out of the engine's range of VMIDs.",
        null);
  }

  private Clone clone(Site site) {
    Vmid number = site.vm().vmid();
    Clone clone = settings.fullClones() ? Clone.full(number) : Clone.linked(number);
    Clone marked = clone.named(site.mark().name()).describedAs(site.mark().description());
    return settings
        .storage()
        .filter(storage -> settings.fullClones())
        .map(storage -> marked.storedOn(StorageId.of(storage)))
        .orElse(marked);
  }

  /** For people and filters in Proxmox VE's own panel; nothing depends on it. */
  private static void tag(Visit visit, Site site) {
    VmConfig config = visit.client().configs().get(site.vm());
    Set<Tag> tags = new LinkedHashSet<>(config.tags());
    tags.add(Tag.of("gridwright"));
    tags.add(Tag.of("image-" + site.component().image().value()));
    if (!tags.equals(config.tags())) {
      visit.client().configs().change(site.vm(), ConfigChange.to(VmSettings.none().tags(tags)));
    }
  }

  private VmRef template(Site site) {
    NodeName node = site.machine().node();
    ImageCopy copy =
        images
            .ready(site.component().image(), node)
            .orElseThrow(
                () ->
                    FailureMapping.refused(
                        "clone " + site.words(),
                        "the node has no ready template of image "
                            + site.component().image().value(),
                        "Operator: bring the image there, or wait until the engine did.",
                        null));
    return Hypervisor.ref(node, copy.vmid());
  }
}
