package io.gridwright.activities.grid;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.Reachability;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits until the guest's agent answers and the guest has the address that the ledger gave it. Each
 * unanswered call holds one of the node's few workers for three seconds, so it asks ever less. A
 * machine that goes off meanwhile, as all do when their node loses power, is powered on again.
 */
final class AgentStep {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Intentions intentions;
  private final StartStep start;
  private final MachineSettings settings;

  AgentStep(Intentions intentions, StartStep start, MachineSettings settings) {
    this.intentions = intentions;
    this.start = start;
    this.settings = settings;
  }

  void carryOut(Visit visit, Site site) {
    Instant begin = visit.now();
    Duration pause = FIRST;
    for (String missing = missing(visit, site);
        !missing.isEmpty();
        missing = missing(visit, site)) {
      if (Duration.between(begin, visit.now()).compareTo(settings.agentLimit()) >= 0) {
        throw FailureMapping.agentSilent(
            "start " + site.words(), missing + " after " + settings.agentLimit());
      }
      visit.pause(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
    Reachability.read(new GuestShell(visit, site.vm()))
        .ifPresent(addresses -> intentions.reachable(site, addresses));
  }

  /** What is still missing; empty once the guest is there. */
  private String missing(Visit visit, Site site) {
    try {
      if (!visit.client().agent().answers(site.vm())) {
        return silence(visit, site);
      }
      boolean there =
          visit.client().agent().interfaces(site.vm()).stream()
              .flatMap(card -> card.addresses().stream())
              .anyMatch(address -> address.address().equals(site.machine().privateAddress()));
      return there ? "" : "the guest does not have its address " + site.machine().privateAddress();
    } catch (ProxmoxException.AgentNotRunning silent) {
      return "the guest's agent is silent";
    }
  }

  private String silence(Visit visit, Site site) {
    if (visit.client().vms().status(site.vm()).running()) {
      return "the guest's agent is silent";
    }
    start.carryOut(visit, site);
    return "the machine goes off while it boots";
  }
}
