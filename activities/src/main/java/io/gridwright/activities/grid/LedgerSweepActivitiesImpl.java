package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.grid.VmidRow;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.workflows.grid.LedgerSweepActivities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link LedgerSweepActivities}. Without a quorate entry node it does nothing. */
public final class LedgerSweepActivitiesImpl implements LedgerSweepActivities {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerSweepActivitiesImpl.class);

  /** A machine whose removal hangs is swept again; those after it must not wait long for it. */
  private static final Duration TASK_LIMIT = Duration.ofMinutes(5);

  private final Hypervisor hypervisor;
  private final NodeLedger nodes;
  private final MachineLedger machines;
  private final OrphanLedger orphans;
  private final NodeSweep nodeSweep;
  private final InstantSource realTime;

  /**
   * @param realTime the ledger's own real time, by which it stamps sightings
   */
  public LedgerSweepActivitiesImpl(
      Hypervisor hypervisor,
      Sites sites,
      NodeLedger nodes,
      MachineLedger machines,
      OperationLedger operations,
      Reservations reservations,
      OrphanLedger orphans,
      MachineSettings machineSettings,
      GridSettings gridSettings,
      InstantSource realTime) {
    this.hypervisor = hypervisor;
    this.nodes = nodes;
    this.machines = machines;
    this.orphans = orphans;
    this.realTime = realTime;
    this.nodeSweep =
        new NodeSweep(
            sites,
            nodes,
            machines,
            operations,
            reservations,
            orphans,
            new MachineRemover(machineSettings.withTaskLimit(TASK_LIMIT)),
            gridSettings);
  }

  @Override
  public Sweep sweep() {
    try (Visit visit = hypervisor.visit()) {
      Optional<QuorateEntry> entry = QuorateEntry.find(visit.client());
      return entry.map(seen -> sweep(visit, seen)).orElse(new Sweep(0, 0, 0, 0, 0));
    }
  }

  private Sweep sweep(Visit visit, QuorateEntry entry) {
    Instant began = realTime.instant();
    List<Resource.Guest> guests = guests(visit.client());
    int seen = 0;
    int removed = 0;
    int returned = 0;
    for (NodeRow node : inSight(entry)) {
      Optional<NodeSweep.Outcome> outcome = sweep(visit, node, guests, began);
      seen += outcome.map(NodeSweep.Outcome::machines).orElse(0);
      removed += outcome.map(NodeSweep.Outcome::removed).orElse(0);
      returned += outcome.filter(NodeSweep.Outcome::returned).isPresent() ? 1 : 0;
    }
    int lifted = liftTombstones(visit.client());
    return new Sweep(seen, removed, lifted, orphans.open().size(), returned);
  }

  /** All guests at once: each node would be told of all the others' too. */
  private static List<Resource.Guest> guests(ProxmoxClient client) {
    return client.cluster().resources(Resource.Kind.VM).stream()
        .filter(Resource.Guest.class::isInstance)
        .map(Resource.Guest.class::cast)
        .toList();
  }

  private static List<Resource.Guest> on(NodeRow node, List<Resource.Guest> guests) {
    return guests.stream()
        .filter(guest -> guest.node().text().equals(node.name().value()))
        .toList();
  }

  private List<NodeRow> inSight(QuorateEntry entry) {
    return nodes.nodes().stream()
        .filter(node -> node.state().workable() || node.state() == NodeState.RETURNING)
        .filter(node -> entry.online().getOrDefault(node.name(), false))
        .toList();
  }

  /** A node that fails under the sweep is swept again in a minute; others must not wait for it. */
  private Optional<NodeSweep.Outcome> sweep(
      Visit visit, NodeRow node, List<Resource.Guest> guests, Instant began) {
    try {
      return Optional.of(nodeSweep.sweep(visit, node, on(node, guests), began));
    } catch (ProxmoxException failed) {
      LOG.warn("sweep of {} is repeated: {}", node.name().value(), failed.getMessage());
      return Optional.empty();
    }
  }

  /** A number may be used again once it stands nowhere and no old clone can still create it. */
  private int liftTombstones(ProxmoxClient client) {
    List<VmidRow> buried =
        machines.tombstones().stream().filter(row -> isDue(row, realTime.instant())).toList();
    if (buried.isEmpty()) {
      return 0;
    }
    List<TaskRow> clones =
        client.tasks().ofCluster().stream()
            .filter(task -> task.running() && task.upid().type().equals("qmclone"))
            .toList();
    Set<Integer> taken =
        client.cluster().resources(Resource.Kind.VM).stream()
            .filter(Resource.Guest.class::isInstance)
            .map(guest -> ((Resource.Guest) guest).vmid().number())
            .collect(Collectors.toSet());
    return (int)
        buried.stream()
            .filter(row -> !taken.contains(row.vmid().value()))
            .filter(row -> clones.stream().noneMatch(task -> startedBefore(task, row)))
            .filter(row -> machines.liftTombstone(row.vmid()))
            .count();
  }

  private static boolean isDue(VmidRow row, Instant now) {
    return row.reusableAt().filter(due -> !due.isAfter(now)).isPresent();
  }

  private static boolean startedBefore(TaskRow clone, VmidRow row) {
    return row.tombstonedAt().filter(clone.startedAt()::isBefore).isPresent();
  }
}
