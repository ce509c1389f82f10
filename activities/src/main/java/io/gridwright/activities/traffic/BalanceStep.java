package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.GuestToolkit;
import io.gridwright.activities.guest.HaproxyFile;
import io.gridwright.activities.guest.Reachability;
import io.gridwright.activities.guest.VirtualAddressesFile;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.store.traffic.TrafficLedger;
import java.util.List;

/**
 * Writes a balancer's addresses and rules. The file is judged by HAProxy itself before it replaces
 * the one in force, and taken over by a reload, which cuts no connection.
 */
final class BalanceStep {
  private static final String FRESH = HaproxyFile.PATH + ".new";

  private final Intentions intentions;
  private final TrafficLedger traffic;

  BalanceStep(Intentions intentions, TrafficLedger traffic) {
    this.intentions = intentions;
    this.traffic = traffic;
  }

  void carryOut(Visit visit, Site site) {
    HaproxyFile file = BalancerRules.file(site, traffic.pauses(site.machine().configurationId()));
    GuestShell guest = new GuestShell(visit, site.vm());
    takeAddresses(guest, file);
    takeRules(guest, file);
    traffic.inForce(site.run().operation(), site.run().epoch(), site.machine().id());
    Reachability.read(guest).ifPresent(addresses -> intentions.reachable(site, addresses));
  }

  private static void takeAddresses(GuestShell guest, HaproxyFile file) {
    guest.write(VirtualAddressesFile.PATH, VirtualAddressesFile.text(file.addresses()));
    guest.runWell(VirtualAddressesFile.RELOAD);
    file.addresses().forEach(address -> guest.runWell(GuestToolkit.ANNOUNCE.command(address)));
  }

  private static void takeRules(GuestShell guest, HaproxyFile file) {
    guest.write(FRESH, file.text());
    guest.runWell(List.of("haproxy", "-c", "-f", FRESH));
    guest.write(HaproxyFile.PATH, file.text());
    boolean active = guest.run(List.of("systemctl", "is-active", "haproxy")).succeeded();
    guest.runWell(List.of("systemctl", active ? "reload" : "start", "haproxy"));
  }
}
