package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.DiskDevice;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.traffic.TrafficLedger;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the machine its size, its network and its firewall, while it is still off. One that
 * somebody started meanwhile is powered off first: what a running machine cannot take over would be
 * accepted and wait (API.md 15 fault 29, PVE-D1).
 */
final class ConfigureStep {
  private final Intentions intentions;
  private final MachineSettings settings;
  private final MachineConfig config;
  private final GuardStep guard;

  ConfigureStep(Intentions intentions, TrafficLedger traffic, MachineSettings settings) {
    this.intentions = intentions;
    this.settings = settings;
    this.config = new MachineConfig(settings);
    this.guard = new GuardStep(traffic);
  }

  void carryOut(Visit visit, Site site) {
    if (site.machine().state() == MachineState.CREATING) {
      intentions.write(site, MachineState.BUILT);
    }
    VmConfig configured = visit.client().configs().get(site.vm());
    ConfigChange change = change(site, configured);
    powerOff(visit, site, change);
    write(visit, site, change);
    grow(visit, site, configured);
    guard.carryOut(visit, site);
  }

  /** Guarded by the digest of what was read: whoever wrote meanwhile is read first. */
  private ConfigChange change(Site site, VmConfig configured) {
    VmSettings wanted =
        config.wanted(site.component(), site.machine(), site.document().name(), site.mostCores());
    ConfigChange change = ConfigChange.to(MachineConfig.changes(wanted, configured));
    return configured.digest().map(change::ifStill).orElse(change);
  }

  private void powerOff(Visit visit, Site site, ConfigChange change) {
    if (!visit.client().vms().status(site.vm()).running()) {
      return;
    }
    boolean waits = !visit.client().configs().pending(site.vm()).isEmpty();
    if (waits || !change.isEmpty()) {
      visit.await(visit.client().power().stop(site.vm()), settings.taskLimit());
    }
  }

  private static void write(Visit visit, Site site, ConfigChange change) {
    if (!change.isEmpty()) {
      visit.client().configs().change(site.vm(), change);
    }
  }

  /** To an absolute size: a failed attempt may have grown the image already (PVE-D4). */
  private void grow(Visit visit, Site site, VmConfig configured) {
    Bytes wanted = Bytes.gib(site.component().diskGib());
    Optional<Map.Entry<DiskSlot, DiskDevice>> disk = systemDisk(configured);
    boolean small =
        disk.flatMap(entry -> entry.getValue().size())
            .filter(size -> size.compareTo(wanted) < 0)
            .isPresent();
    if (small) {
      Upid task = visit.client().configs().resize(site.vm(), disk.get().getKey(), wanted);
      intentions.write(site, MachineState.BUILT, Optional.of(task.text()));
      visit.await(task, settings.taskLimit());
      visit.client().configs().agreeWithImage(site.vm(), disk.get().getKey(), wanted);
    }
  }

  /** The first disk that is no drive for images or cloud-init. */
  static Optional<Map.Entry<DiskSlot, DiskDevice>> systemDisk(VmConfig configured) {
    return configured.disks().entrySet().stream()
        .filter(disk -> !disk.getValue().isCdrom() && !disk.getValue().isCloudInit())
        .min(Comparator.comparing(disk -> !disk.getKey().text().startsWith("scsi")));
  }
}
