package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.SnapshotName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Vmid;
import java.util.Optional;

/**
 * A copy to be made. Give it a name and a description that mark it as yours: they are written in
 * the very call that makes it, and tell after a lost answer whose the machine is.
 *
 * @param full false for a linked clone, of a template only, bound to it for ever
 * @param target another node, only where every volume of the source is on shared storage
 * @param storage for the disks of a full clone
 */
public record Clone(
    Vmid newId,
    boolean full,
    Optional<String> name,
    Optional<String> description,
    Optional<PoolId> pool,
    Optional<NodeName> target,
    Optional<StorageId> storage,
    Optional<SnapshotName> snapshot) {
  public static Clone full(Vmid newId) {
    return of(newId, true);
  }

  public static Clone linked(Vmid newId) {
    return of(newId, false);
  }

  private static Clone of(Vmid newId, boolean full) {
    return new Clone(
        newId,
        full,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Clone named(String text) {
    return new Clone(newId, full, Optional.of(text), description, pool, target, storage, snapshot);
  }

  public Clone describedAs(String text) {
    return new Clone(newId, full, name, Optional.of(text), pool, target, storage, snapshot);
  }

  public Clone into(PoolId id) {
    return new Clone(newId, full, name, description, Optional.of(id), target, storage, snapshot);
  }

  public Clone on(NodeName node) {
    return new Clone(newId, full, name, description, pool, Optional.of(node), storage, snapshot);
  }

  public Clone storedOn(StorageId id) {
    return new Clone(newId, full, name, description, pool, target, Optional.of(id), snapshot);
  }

  public Clone ofSnapshot(SnapshotName id) {
    return new Clone(newId, full, name, description, pool, target, storage, Optional.of(id));
  }

  Call addTo(Call call) {
    return call.with("newid", newId)
        .with("full", full)
        .with("name", name)
        .with("description", description)
        .with("pool", pool)
        .with("target", target)
        .with("storage", storage)
        .with("snapname", snapshot);
  }
}
