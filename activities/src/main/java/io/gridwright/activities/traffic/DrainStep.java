package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.Sessions;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.store.traffic.TrafficRuleRow.Kind;
import io.gridwright.workflows.operation.OperationRun;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the requests that a machine still has to answer, where they are known best: at the
 * machine itself. Who connected before may go on for as long as the operator allows.
 */
final class DrainStep {
  private static final Logger LOG = LoggerFactory.getLogger(DrainStep.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Sites sites;
  private final TrafficLedger traffic;
  private final MachineSettings settings;

  DrainStep(Sites sites, TrafficLedger traffic, MachineSettings settings) {
    this.sites = sites;
    this.traffic = traffic;
    this.settings = settings;
  }

  void carryOut(Visit visit, OperationRun run, MachineId id) {
    MachineRow machine = sites.workableRow(id);
    SortedSet<Integer> ports = new TreeSet<>();
    traffic.rules(machine.configurationId()).stream()
        .filter(rule -> rule.kind() == Kind.FIREWALL && rule.machineId().equals(machine.id()))
        .map(TrafficRuleRow::port)
        .forEach(ports::add);
    GuestShell guest = new GuestShell(visit, Hypervisor.ref(machine.node(), machine.vmid()));
    Instant begin = visit.now();
    while (!ports.isEmpty() && Sessions.established(guest, ports) > 0) {
      if (Duration.between(begin, visit.now()).compareTo(settings.drainLimit()) >= 0) {
        LOG.info(
            "{}: connections to {} outlast {}; they end with it",
            run,
            machine.componentName(),
            settings.drainLimit());
        return;
      }
      visit.pause(BETWEEN);
    }
  }
}
