package io.gridwright.proxmox.storage;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.StorageId;
import java.util.Locale;
import java.util.Set;

/**
 * A storage on one node.
 *
 * @param type dir, nfs, lvmthin, zfspool, rbd, pbs, …
 * @param active whether it answers; figures are 0 where it does not
 */
public record StorageStatus(
    StorageId storage,
    String type,
    Set<String> content,
    boolean shared,
    boolean enabled,
    boolean active,
    Bytes total,
    Bytes used,
    Bytes available) {

  public boolean holds(VolumeKind kind) {
    return content.contains(kind.name().toLowerCase(Locale.ROOT));
  }

  static StorageStatus from(Fields row) {
    return from(StorageId.of(row.required("storage")), row);
  }

  static StorageStatus from(StorageId storage, Fields row) {
    return new StorageStatus(
        storage,
        row.textOrEmpty("type"),
        row.words("content"),
        row.flag("shared"),
        row.flag("enabled"),
        row.flag("active"),
        row.bytes("total").orElse(Bytes.ZERO),
        row.bytes("used").orElse(Bytes.ZERO),
        row.bytes("avail").orElse(Bytes.ZERO));
  }
}
