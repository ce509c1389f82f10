package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ComponentKind;
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

/** Gives the machine its size, its network and its firewall, while it is still off. */
final class ConfigureStep {
  private final Intentions intentions;
  private final TrafficLedger traffic;
  private final MachineSettings settings;
  private final MachineConfig config;
  private final FirewallWriter firewall;

  ConfigureStep(Intentions intentions, TrafficLedger traffic, MachineSettings settings) {
    this.intentions = intentions;
    this.traffic = traffic;
    this.settings = settings;
    this.config = new MachineConfig(settings);
    this.firewall = new FirewallWriter();
  }

  void carryOut(Visit visit, Site site) {
    if (site.machine().state() == MachineState.CREATING) {
      intentions.write(site, MachineState.BUILT);
    }
    VmConfig configured = visit.client().configs().get(site.vm());
    write(visit, site, configured);
    grow(visit, site, configured);
    firewall.write(visit, site);
    if (site.component().kind() != ComponentKind.LOAD_BALANCER) {
      // A balancer's rules are in force only with its own file.
      traffic.inForce(site.run().operation(), site.run().epoch(), site.machine().id());
    }
  }

  /** Guarded by the digest of what was read: whoever wrote meanwhile is read first. */
  private void write(Visit visit, Site site, VmConfig configured) {
    VmSettings wanted = config.wanted(site.component(), site.machine(), site.document().name());
    ConfigChange change = ConfigChange.to(MachineConfig.changes(wanted, configured));
    if (!change.isEmpty()) {
      ConfigChange guarded = configured.digest().map(change::ifStill).orElse(change);
      visit.client().configs().change(site.vm(), guarded);
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
