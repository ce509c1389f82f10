package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.SnapshotName;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snapshots of machines. */
public final class Snapshots {
  private static final String SNAPSHOTS = "/nodes/{}/qemu/{}/snapshot";

  private final Api api;

  public Snapshots(Api api) {
    this.api = api;
  }

  /**
   * A snapshot.
   *
   * @param withMemory whether the memory is in it
   * @param unfinished true for one that was being made or deleted when its task died
   */
  public record Snapshot(
      SnapshotName name,
      String description,
      Optional<Instant> takenAt,
      boolean withMemory,
      Optional<String> parent,
      boolean unfinished) {}

  /** Without the row for the present state. */
  public List<Snapshot> list(VmRef vm) {
    return api.send(Call.get(SNAPSHOTS, vm.node(), vm.vmid())).data().rows().stream()
        .filter(row -> !row.textOrEmpty("name").equals("current"))
        .map(Snapshots::snapshot)
        .toList();
  }

  private static Snapshot snapshot(Fields row) {
    return new Snapshot(
        SnapshotName.of(row.required("name")),
        row.textOrEmpty("description").stripTrailing(),
        row.instant("snaptime"),
        row.flag("vmstate"),
        row.nonBlank("parent"),
        row.has("snapstate"));
  }

  public Upid create(VmRef vm, SnapshotName name, String description, boolean withMemory) {
    return api.send(
            Call.post(SNAPSHOTS, vm.node(), vm.vmid())
                .with("snapname", name)
                .with("description", description)
                .with("vmstate", withMemory))
        .upid();
  }

  /** Stops the machine and takes it back to the snapshot; it starts again if memory was in it. */
  public Upid rollback(VmRef vm, SnapshotName name) {
    return api.send(Call.post("/nodes/{}/qemu/{}/snapshot/{}/rollback", vm.node(), vm.vmid(), name))
        .upid();
  }

  public Upid delete(VmRef vm, SnapshotName name) {
    return api.send(Call.delete("/nodes/{}/qemu/{}/snapshot/{}", vm.node(), vm.vmid(), name))
        .upid();
  }
}
