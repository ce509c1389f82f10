package io.gridwright.activities.traffic;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.Probe;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Measures wires from the guests that use them; services may need a while after their guests. */
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
      throw FailureMapping.nodeLost(
          "verify the links of " + wire.from().componentName(),
          wire.from().node(),
          away.getMessage());
    }
  }
}
