package io.gridwright.activities.traffic;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.Probe;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.MachineRow;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures wires from the guests that use them; services may need a while after their guests. A
 * wire is dead only where both its ends are there: else what is missing is built anew, not refused.
 */
final class ReachStep {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final MachineSettings settings;

  ReachStep(MachineSettings settings) {
    this.settings = settings;
  }

  /** Tries each wire until it is alive, all together no longer than the operator allows. */
  Verification measure(Visit visit, List<Wire> wires) {
    Instant begin = visit.now();
    Verification verification = new Verification();
    for (Wire wire : wires) {
      Probe probe = probe(visit, wire);
      while (!probe.reachable() && inTime(visit, begin)) {
        visit.pause(BETWEEN);
        probe = probe(visit, wire);
      }
      if (!probe.reachable()) {
        requireThere(visit, wire.peer());
      }
      verification.add(wire, probe);
    }
    return verification;
  }

  private boolean inTime(Visit visit, Instant begin) {
    return Duration.between(begin, visit.now()).compareTo(settings.reachLimit()) < 0;
  }

  private static Probe probe(Visit visit, Wire wire) {
    try {
      GuestShell guest =
          new GuestShell(visit, Hypervisor.ref(wire.from().node(), wire.from().vmid()));
      return Probe.measure(guest, wire.host(), wire.port());
    } catch (ProxmoxException.NodeUnreachable away) {
      throw nodeLost(wire.from(), away);
    }
  }

  private static void requireThere(Visit visit, MachineRow peer) {
    try {
      if (!visit.client().vms().status(Hypervisor.ref(peer.node(), peer.vmid())).running()) {
        throw FailureMapping.machineLost(
            what(peer),
            "vm %d is off".formatted(peer.vmid().value()),
            "Operator: see on %s why it does not stay on.".formatted(peer.node().value()));
      }
    } catch (ProxmoxException.NodeUnreachable away) {
      throw nodeLost(peer, away);
    }
  }

  private static ApplicationFailure nodeLost(MachineRow machine, ProxmoxException away) {
    return FailureMapping.nodeLost(what(machine), machine.node(), away.getMessage());
  }

  private static String what(MachineRow machine) {
    return "verify the links of " + machine.componentName();
  }
}
