package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Tag;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A row of the cluster's overview. Figures are absent for what is new, off or out of sight. */
public sealed interface Resource {

  /** What the overview can be narrowed to. */
  enum Kind {
    VM,
    NODE,
    STORAGE,
    SDN;

    String filter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The node of the row. */
  NodeName node();

  /**
   * A virtual machine or a container.
   *
   * @param container true for a container, whose number is taken like a machine's
   * @param status running, stopped, paused, …; {@code unknown} while nothing is known
   * @param cpu used fraction of its processors
   * @param lock of the configuration
   * @param traffic cumulative since the process began
   */
  record Guest(
      NodeName node,
      Vmid vmid,
      boolean container,
      Optional<String> name,
      String status,
      boolean template,
      Optional<String> lock,
      Optional<PoolId> pool,
      Set<Tag> tags,
      Optional<String> haState,
      OptionalDouble cpu,
      OptionalDouble maxCpu,
      Optional<Bytes> memory,
      Optional<Bytes> maxMemory,
      Optional<Bytes> maxDisk,
      Optional<Duration> uptime,
      Optional<Traffic> traffic)
      implements Resource {
    public VmRef ref() {
      return new VmRef(node, vmid);
    }

    public boolean running() {
      return status.equals("running");
    }
  }

  /** Bytes since the guest's process began, as the guest sees them: in is received. */
  record Traffic(Bytes in, Bytes out) {}

  /** A node; its figures vanish when it goes. */
  record Host(
      NodeName node,
      NodeState state,
      OptionalDouble cpu,
      OptionalDouble maxCpu,
      Optional<Bytes> memory,
      Optional<Bytes> maxMemory,
      Optional<Duration> uptime)
      implements Resource {}

  /** A storage on one node; a shared one has a row for each. */
  record StorageRow(
      NodeName node,
      StorageId storage,
      String type,
      boolean shared,
      boolean available,
      Set<String> content,
      Optional<Bytes> used,
      Optional<Bytes> size)
      implements Resource {}

  /** The row; empty for kinds that are not read here, such as pools and networks. */
  static Optional<Resource> from(Fields row) {
    return switch (row.textOrEmpty("type")) {
      case "qemu", "lxc" -> Optional.of(ResourceRows.guest(row));
      case "node" -> Optional.of(ResourceRows.host(row));
      case "storage" -> Optional.of(ResourceRows.storage(row));
      default -> Optional.empty();
    };
  }
}
