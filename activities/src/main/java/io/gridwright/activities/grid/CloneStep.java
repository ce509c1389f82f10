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
 * answer to an earlier one may be lost: what it finds decides ({@link CloneSituation}). Where a
 * stranger sits on the machine's number, the machine takes another one.
 */
final class CloneStep {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** A rival for the VMID on this node can only be an earlier attempt of our own. */
  private static final int LOOKS = 3;

  /** Whoever took so many numbers of ours in a row will have taken the next one too. */
  private static final int NUMBERS = 20;

  private final Intentions intentions;
  private final Images images;
  private final CloneRemains remains;
  private final Renumbering renumbering;
  private final MachineSettings settings;

  CloneStep(
      Intentions intentions,
      Images images,
      CloneRemains remains,
      Renumbering renumbering,
      MachineSettings settings) {
    this.intentions = intentions;
    this.images = images;
    this.remains = remains;
    this.renumbering = renumbering;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    VmRef template = template(site);
    site.earlierTask().ifPresent(earlier -> visit.settle(earlier, settings.taskLimit()));
    Site numbered = site;
    for (int number = 1; number <= NUMBERS; number++) {
      if (isClonedTo(visit, numbered, template)) {
        tag(visit, numbered);
        return;
      }
      numbered = renumbering.another(numbered);
    }
    throw crowded(site);
  }

  /** Makes it under its number; false if that is somebody else's. */
  private boolean isClonedTo(Visit visit, Site site, VmRef template) {
    for (int look = 1; look <= LOOKS; look++) {
      switch (seen(visit, site, template)) {
        case OURS -> {
          return true;
        }
        case STRANGER -> {
          return false;
        }
        default -> create(visit, site, template);
      }
    }
    return false; // taken each time, and nothing stands here afterwards: it is on another node
  }

  /** What stands there, once no task is making it any more: complete, a stranger's, or nothing. */
  private CloneSituation seen(Visit visit, Site site, VmRef template) {
    while (true) {
      boolean runs = cloneRuns(visit, template);
      Optional<VmConfig> found = visit.client().configs().find(site.vm());
      CloneSituation situation = CloneSituation.of(found, site.mark(), runs);
      switch (situation) {
        case BEING_MADE -> visit.pause(GLANCE);
        case HALF_DONE -> throw remains.removed(visit, site, found.orElseThrow());
        default -> {
          return situation;
        }
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
    intentions.writeAnew(site, MachineState.CREATING);
    try {
      Upid upid = visit.client().vms().clone(template, clone(site));
      intentions.write(site, MachineState.CREATING, Optional.of(upid.text()));
      visit.await(upid, settings.taskLimit());
    } catch (ProxmoxException.AlreadyExists rival) {
      visit.check();
    } catch (ProxmoxException.TaskFailed failed) {
      if (failed.refusal() != Refusal.ALREADY_EXISTS) {
        throw failed;
      }
    }
  }

  private static ApplicationFailure crowded(Site site) {
    return FailureMapping.refused(
        "clone " + site.words(),
        "that number and the %d after it are taken by machines without our mark"
            .formatted(NUMBERS - 1),
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
