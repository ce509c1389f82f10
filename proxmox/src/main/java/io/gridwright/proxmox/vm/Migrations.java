package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.VolumeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Moving machines from node to node. */
public final class Migrations {
  private static final String MIGRATE = "/nodes/{}/qemu/{}/migrate";

  private final Api api;

  public Migrations(Api api) {
    this.api = api;
  }

  /**
   * What a migration would meet.
   *
   * @param allowed nodes that have what the machine needs; offline ones are among them, and space
   *     is not looked at: judge by the state of the node as well (PVE-D5)
   * @param localDisks volumes that only this node has
   * @param localResources devices of the host, which tie the machine to it
   */
  public record Preconditions(
      boolean running,
      Set<NodeName> allowed,
      List<VolumeId> localDisks,
      List<String> localResources) {}

  /** Refused without quorum and while the configuration is locked. */
  public Preconditions preconditions(VmRef vm) {
    Fields data = api.send(Call.get(MIGRATE, vm.node(), vm.vmid())).data();
    return new Preconditions(
        data.flag("running"),
        texts(data, "allowed_nodes").stream()
            .map(NodeName::of)
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        data.rows("local_disks").stream()
            .flatMap(disk -> disk.nonBlank("volid").stream())
            .map(VolumeId::parse)
            .toList(),
        texts(data, "local_resources"));
  }

  private static List<String> texts(Fields data, String name) {
    return data.rows(name).stream().flatMap(row -> row.asText().stream()).toList();
  }

  /**
   * Moves the machine. The task runs on the source's node; when it fails, the cause is in its log
   * only.
   *
   * @param online for a running machine
   * @param storage for its local disks on the target; empty keeps their names
   */
  public Upid migrate(VmRef vm, NodeName target, boolean online, Optional<StorageId> storage) {
    return api.send(
            Call.post(MIGRATE, vm.node(), vm.vmid())
                .with("target", target)
                .flag("online", online)
                .flag("with-local-disks", online)
                .with("targetstorage", storage))
        .upid();
  }
}
