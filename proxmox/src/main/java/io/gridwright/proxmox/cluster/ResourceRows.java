package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Vmid;
import java.util.Optional;

/** Reads rows of the overview. */
final class ResourceRows {
  private ResourceRows() {}

  static Resource.Guest guest(Fields row) {
    return new Resource.Guest(
        NodeName.of(row.required("node")),
        Vmid.parse(row.required("vmid")),
        row.textOrEmpty("type").equals("lxc"),
        row.nonBlank("name"),
        row.text("status").orElse("unknown"),
        row.flag("template"),
        row.nonBlank("lock"),
        row.nonBlank("pool").map(PoolId::of),
        row.tags("tags"),
        row.nonBlank("hastate"),
        row.fraction("cpu"),
        row.fraction("maxcpu"),
        row.bytes("mem"),
        row.bytes("maxmem"),
        row.bytes("maxdisk"),
        row.seconds("uptime"),
        traffic(row));
  }

  static Resource.Host host(Fields row) {
    return new Resource.Host(
        NodeName.of(row.required("node")),
        NodeState.from(row),
        row.fraction("cpu"),
        row.fraction("maxcpu"),
        row.bytes("mem"),
        row.bytes("maxmem"),
        row.seconds("uptime"));
  }

  static Resource.StorageRow storage(Fields row) {
    return new Resource.StorageRow(
        NodeName.of(row.required("node")),
        StorageId.of(row.required("storage")),
        row.textOrEmpty("plugintype"),
        row.flag("shared"),
        row.textOrEmpty("status").equals("available"),
        row.words("content"),
        row.bytes("disk"),
        row.bytes("maxdisk"));
  }

  private static Optional<Resource.Traffic> traffic(Fields row) {
    return row.bytes("netin")
        .flatMap(in -> row.bytes("netout").map(out -> new Resource.Traffic(in, out)));
  }
}
