package io.gridwright.proxmox.storage;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.value.VolumeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A volume on a storage.
 *
 * @param kind images, backup, iso, …
 * @param owner the guest whose it is
 * @param notes first line only
 */
public record Volume(
    VolumeId id,
    String kind,
    String format,
    Bytes size,
    Optional<Vmid> owner,
    Optional<Instant> createdAt,
    Optional<String> notes,
    boolean kept) {

  static Volume from(Fields row) {
    return new Volume(
        VolumeId.parse(row.required("volid")),
        row.textOrEmpty("content"),
        row.textOrEmpty("format"),
        row.bytes("size").orElse(Bytes.ZERO),
        row.nonBlank("vmid").filter(text -> !text.equals("0")).map(Vmid::parse),
        row.instant("ctime"),
        row.nonBlank("notes"),
        row.flag("protected"));
  }
}
