package io.gridwright.activities.grid;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.GuestToolkit;
import io.gridwright.activities.guest.Reachability;
import io.gridwright.activities.guest.VirtualAddressesFile;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ComponentKind;
import java.util.List;

/**
 * Gives a guest the public addresses of its own, or takes them while it is suspended. A balancer
 * takes its virtual addresses together with its rules.
 */
final class PublicAddressStep {
  private final Intentions intentions;

  PublicAddressStep(Intentions intentions) {
    this.intentions = intentions;
  }

  void carryOut(Visit visit, Site site) {
    GuestShell guest = new GuestShell(visit, site.vm());
    if (take(guest, site)) {
      Reachability.read(guest).ifPresent(addresses -> intentions.reachable(site, addresses));
    }
  }

  /** False if the machine has none of its own. */
  static boolean take(GuestShell guest, Site site) {
    boolean own = site.component().kind() != ComponentKind.LOAD_BALANCER;
    if (!own || site.publicAddresses().isEmpty()) {
      return false;
    }
    List<String> addresses = site.machine().suspended() ? List.of() : site.publicAddresses();
    guest.write(VirtualAddressesFile.PATH, VirtualAddressesFile.text(addresses));
    guest.runWell(VirtualAddressesFile.RELOAD);
    addresses.forEach(address -> guest.runWell(GuestToolkit.ANNOUNCE.command(address)));
    return true;
  }
}
