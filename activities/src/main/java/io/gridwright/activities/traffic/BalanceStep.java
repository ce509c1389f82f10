package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.GuestToolkit;
import io.gridwright.activities.guest.HaproxyFile;
import io.gridwright.activities.guest.Reachability;
import io.gridwright.activities.guest.VirtualAddressesFile;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.store.traffic.BalancerTurn;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.OperationRun;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a balancer's addresses and rules. The file is judged by HAProxy itself before it replaces
 * the one in force, and taken over by a reload, which cuts no connection. Operations that run at
 * once may each write it: what was committed to the ledger before a ticket was taken is in that
 * ticket's file, and the guest never goes back to a file with a lower one.
 */
final class BalanceStep {
  private final Sites sites;
  private final Intentions intentions;
  private final TrafficLedger traffic;

  BalanceStep(Sites sites, Intentions intentions, TrafficLedger traffic) {
    this.sites = sites;
    this.intentions = intentions;
    this.traffic = traffic;
  }

  /** Writes both, if the machine's node can be worked on. */
  void carryOut(Visit visit, OperationRun run, MachineId machine) {
    sites.workableRow(machine); // no ticket for a file that nobody could write
    BalancerTurn turn = traffic.firstOrNextTurn(run.operation(), run.epoch(), machine);
    Site site = sites.of(run, machine);
    HaproxyFile file = file(site);
    GuestShell guest = new GuestShell(visit, site.vm());
    takeAddresses(guest, file);
    takeRules(guest, file, turn.ticket());
    traffic.inForce(site.run().operation(), site.run().epoch(), site.machine().id());
    Reachability.read(guest).ifPresent(addresses -> intentions.reachable(site, addresses));
  }

  /** Writes the rules only, for what is paused now; nothing where nobody wrote any yet. */
  void pause(Visit visit, OperationRun run, MachineId machine) {
    traffic
        .turn(run.operation(), run.epoch(), machine)
        .ifPresent(turn -> pause(visit, sites.workable(run, machine), turn));
  }

  private void pause(Visit visit, Site site, BalancerTurn turn) {
    GuestShell guest = new GuestShell(visit, site.vm());
    takeRules(guest, file(site), turn.ticket());
    Reachability.read(guest).ifPresent(now -> intentions.reachable(site, beside(site, now)));
  }

  /** A paused port is told where it will be served again: an emulated guest keeps it there. */
  private static Map<String, Map<String, String>> beside(
      Site site, Map<String, Map<String, String>> now) {
    Map<String, Map<String, String>> all = new TreeMap<>(site.machine().reachable().orElse(now));
    now.forEach(
        (address, ports) ->
            all.merge(
                address,
                ports,
                (before, after) -> {
                  Map<String, String> both = new TreeMap<>(before);
                  both.putAll(after);
                  return both;
                }));
    return all;
  }

  private HaproxyFile file(Site site) {
    return BalancerRules.file(site, traffic.pauses(site.machine().configurationId()));
  }

  private static void takeAddresses(GuestShell guest, HaproxyFile file) {
    guest.write(VirtualAddressesFile.PATH, VirtualAddressesFile.text(file.addresses()));
    guest.runWell(VirtualAddressesFile.RELOAD);
    file.addresses().forEach(address -> guest.runWell(GuestToolkit.ANNOUNCE.command(address)));
  }

  /** Each ticket has a file of its own, so that two writers never mix theirs. */
  private static void takeRules(GuestShell guest, HaproxyFile file, long ticket) {
    String fresh = HaproxyFile.PATH + "." + ticket;
    guest.write(fresh, file.text(ticket));
    guest.runWell(GuestToolkit.BALANCE.command(Long.toString(ticket), fresh));
  }
}
