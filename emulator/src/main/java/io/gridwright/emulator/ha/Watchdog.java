package io.gridwright.emulator.ha;

import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The watchdogs of the nodes. The local resource manager of a node with active services stops
 * feeding its watchdog when the node loses quorum, and the host resets 44 s later (PVE-D45): before
 * the others take its services over, so that what they start has no twin. A node without services
 * has no watchdog armed.
 */
public final class Watchdog {
  /** How often it is looked at. */
  public static final Duration ROUND = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(44);

  private final Cluster cluster;
  private final HaManager manager;
  private final Map<String, Instant> unfedSince = new HashMap<>();

  public Watchdog(Cluster cluster, HaManager manager) {
    this.cluster = cluster;
    this.manager = manager;
  }

  /** One round. */
  public synchronized void round() {
    cluster.grid().allNodes().forEach(this::look);
  }

  private void look(Node node) {
    boolean armed = manager.services().stream().anyMatch(service -> activeOn(service, node));
    if (!armed || !node.up() || cluster.grid().quorate(node)) {
      unfedSince.remove(node.name());
      return;
    }
    Instant now = cluster.pace().now();
    Instant since = unfedSince.computeIfAbsent(node.name(), name -> now);
    if (!now.isBefore(since.plus(cluster.pace().period(PATIENCE)))) {
      unfedSince.remove(node.name());
      cluster.grid().setPower(node.name(), NodePower.OFF);
      cluster.grid().setPower(node.name(), NodePower.ON);
    }
  }

  /** Until the others have fenced it, a service counts where it ran last. */
  private boolean activeOn(HaService service, Node node) {
    return service.node().equals(node.name())
        && cluster
            .grid()
            .machine(service.vmid())
            .filter(machine -> machine.node().equals(node.name()) && machine.running())
            .isPresent();
  }
}
