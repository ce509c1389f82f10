package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.store.traffic.TrafficLedger;

/** Makes the firewall of a machine that runs what the ledger's rules say. */
final class GuardStep {
  private final TrafficLedger traffic;
  private final FirewallWriter firewall = new FirewallWriter();

  GuardStep(TrafficLedger traffic) {
    this.traffic = traffic;
  }

  void carryOut(Visit visit, Site site) {
    firewall.write(visit, site);
    if (site.component().kind() != ComponentKind.LOAD_BALANCER) {
      // A balancer's rules are in force only with its own file.
      traffic.inForce(site.run().operation(), site.run().epoch(), site.machine().id());
    }
  }
}
