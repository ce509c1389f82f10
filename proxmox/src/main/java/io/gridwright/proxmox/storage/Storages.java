package io.gridwright.proxmox.storage;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.value.VolumeId;
import java.util.List;
import java.util.Optional;

/** Storages as a node sees them, and the volumes on them. */
public final class Storages {
  private final Api api;

  public Storages(Api api) {
    this.api = api;
  }

  public List<StorageStatus> list(NodeName node) {
    return api.send(Call.get("/nodes/{}/storage", node)).data().rows().stream()
        .map(StorageStatus::from)
        .toList();
  }

  /** Those that may hold such volumes. */
  public List<StorageStatus> list(NodeName node, VolumeKind kind) {
    return api
        .send(Call.get("/nodes/{}/storage", node).with("content", kind.spelled()))
        .data()
        .rows()
        .stream()
        .map(StorageStatus::from)
        .toList();
  }

  /**
   * @throws io.gridwright.proxmox.error.ProxmoxException.NotFound if the node has none of that name
   */
  public StorageStatus status(NodeName node, StorageId storage) {
    Fields data = api.send(Call.get("/nodes/{}/storage/{}/status", node, storage)).data();
    return StorageStatus.from(storage, data);
  }

  /** The definitions, whatever node uses them, as the server names their fields. */
  public List<Fields> definitions() {
    return api.send(Call.get("/storage")).data().rows();
  }

  public List<Volume> content(NodeName node, StorageId storage) {
    return volumes(Call.get("/nodes/{}/storage/{}/content", node, storage));
  }

  public List<Volume> content(NodeName node, StorageId storage, VolumeKind kind) {
    return volumes(
        Call.get("/nodes/{}/storage/{}/content", node, storage).with("content", kind.spelled()));
  }

  /** The volumes that belong to that guest, backups included. */
  public List<Volume> contentOf(NodeName node, StorageId storage, Vmid vmid) {
    return volumes(Call.get("/nodes/{}/storage/{}/content", node, storage).with("vmid", vmid));
  }

  private List<Volume> volumes(Call call) {
    return api.send(call).data().rows().stream().map(Volume::from).toList();
  }

  /**
   * Deletes a volume for good; no error if it is not there (PVE-D34).
   *
   * @return the task; empty if the server did it at once
   */
  public Optional<Upid> delete(NodeName node, VolumeId volume) {
    return api.send(Call.delete("/nodes/{}/storage/{}/content/{}", node, volume.storage(), volume))
        .optionalUpid();
  }

  /** Sets what people read at a volume, mostly a backup. */
  public void annotate(NodeName node, VolumeId volume, String notes) {
    api.send(
        Call.put("/nodes/{}/storage/{}/content/{}", node, volume.storage(), volume)
            .with("notes", notes));
  }

  /** A protected backup can be neither deleted nor pruned. */
  public void protect(NodeName node, VolumeId volume, boolean kept) {
    api.send(
        Call.put("/nodes/{}/storage/{}/content/{}", node, volume.storage(), volume)
            .with("protected", kept));
  }
}
