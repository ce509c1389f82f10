package io.gridwright.activities.grid;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.GuestToolkit;
import io.gridwright.activities.guest.HostsFile;
import io.gridwright.activities.guest.Reachability;
import io.gridwright.activities.guest.UserData;
import io.gridwright.activities.guest.WiringFiles;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.store.grid.MachineRow;
import java.util.Comparator;
import java.util.List;

/** Tells the guest of its peers, brings the toolkit, and carries out the customer's user data. */
final class EquipStep {
  private final Intentions intentions;
  private final MachineSettings settings;

  EquipStep(Intentions intentions, MachineSettings settings) {
    this.intentions = intentions;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    GuestShell guest = new GuestShell(visit, site.vm());
    GuestToolkit.install(guest);
    writeNames(guest, site);
    writeWiring(guest, site);
    PublicAddressStep.take(guest, site);
    site.component().userData().ifPresent(userData -> UserData.apply(guest, userData));
    Reachability.read(guest).ifPresent(addresses -> intentions.reachable(site, addresses));
  }

  /** The same for a machine that stays while its peers change. */
  void tellPeers(Visit visit, Site site) {
    GuestShell guest = new GuestShell(visit, site.vm());
    writeNames(guest, site);
    writeWiring(guest, site);
  }

  private void writeNames(GuestShell guest, Site site) {
    List<HostsFile.Entry> entries =
        site.neighbours().stream()
            .sorted(
                Comparator.comparing(MachineRow::componentName).thenComparing(MachineRow::ordinal))
            .map(peer -> new HostsFile.Entry(peer.componentName(), peer.privateAddress()))
            .toList();
    String hosts = HostsFile.text(site.document().name(), settings.searchDomain(), entries);
    guest.write(HostsFile.PATH, hosts);
    guest.write(HostsFile.TEMPLATE, hosts);
  }

  private void writeWiring(GuestShell guest, Site site) {
    String component = site.machine().componentName();
    guest.write(
        WiringFiles.LINKS, WiringFiles.links(site.document(), component, settings.searchDomain()));
    guest.write(WiringFiles.SERVICES, WiringFiles.services(site.document(), component));
  }
}
