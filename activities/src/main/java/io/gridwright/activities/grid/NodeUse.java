package io.gridwright.activities.grid;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.cluster.Nodes;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.storage.StorageStatus;
import io.gridwright.proxmox.storage.VolumeKind;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.vm.VmConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a node has, and what others than the engine have committed of it. A guest counts with what
 * it is configured for, running or not: it may be started at any time.
 */
final class NodeUse {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private final ProxmoxClient client;

  NodeUse(ProxmoxClient client) {
    this.client = client;
  }

  /**
   * @param ledger tells the numbers that the ledger holds on this node; all others are somebody
   *     else's. Asked after the guests were listed: a row is written before its guest is made
   */
  Capacity foreign(NodeName node, Supplier<Set<Integer>> ledger) {
    List<Resource.Guest> guests =
        client.cluster().resources(Resource.Kind.VM).stream()
            .filter(Resource.Guest.class::isInstance)
            .map(Resource.Guest.class::cast)
            .filter(guest -> guest.node().text().equals(node.value()))
            .toList();
    Set<Integer> ours = ledger.get();
    return guests.stream()
        .filter(guest -> !ours.contains(guest.vmid().number()))
        .map(this::committed)
        .reduce(Capacity.NONE, Capacity::plus);
  }

  /** Its disk a template takes too, but it never runs. */
  private Capacity committed(Resource.Guest guest) {
    Capacity listed =
        guest.template()
            ? new Capacity(0, 0, gib(guest.maxDisk()), 0)
            : new Capacity(
                guest.maxMemory().map(Bytes::count).orElse(0L) / MIB,
                (int) Math.ceil(guest.maxCpu().orElse(0)),
                gib(guest.maxDisk()),
                0);
    if (guest.container() || guest.template()) {
      return listed;
    }
    // The overview is ten seconds old at times, and has a machine that is being made as it was in
    // that instant (API.md 9, PVE-D49): its configuration tells.
    return client
        .configs()
        .find(guest.ref())
        .map(NodeUse::configured)
        .map(configured -> larger(configured, listed))
        .orElse(Capacity.NONE);
  }

  private static Capacity larger(Capacity one, Capacity other) {
    return new Capacity(
        Math.max(one.memoryMib(), other.memoryMib()),
        Math.max(one.vcpus(), other.vcpus()),
        Math.max(one.diskGib(), other.diskGib()),
        Math.max(one.bandwidthMbps(), other.bandwidthMbps()));
  }

  private static Capacity configured(VmConfig config) {
    long disk =
        ConfigureStep.systemDisk(config)
            .flatMap(entry -> entry.getValue().size())
            .map(Bytes::count)
            .orElse(0L);
    long gib = (disk + GIB - 1) / GIB;
    return config.template()
        ? new Capacity(0, 0, gib, 0)
        : new Capacity(config.memory().mib(), config.processors(), gib, 0);
  }

  private static long gib(Optional<Bytes> amount) {
    return (amount.map(Bytes::count).orElse(0L) + GIB - 1) / GIB;
  }

  /** What the node has; where it does not tell, what is known already. */
  Capacity capacity(NodeName node, Capacity known) {
    io.gridwright.proxmox.value.NodeName name =
        io.gridwright.proxmox.value.NodeName.of(node.value());
    Nodes.NodeStatus status = client.nodes().status(name);
    long disk =
        client.storage().list(name, VolumeKind.IMAGES).stream()
            .filter(storage -> storage.enabled() && storage.active() && !storage.shared())
            .map(StorageStatus::total)
            .mapToLong(Bytes::count)
            .sum();
    return new Capacity(
        status.memoryTotal().map(total -> total.count() / MIB).orElse(known.memoryMib()),
        status.cpus().orElse(known.vcpus()),
        disk == 0 ? known.diskGib() : disk / GIB,
        known.bandwidthMbps());
  }
}
