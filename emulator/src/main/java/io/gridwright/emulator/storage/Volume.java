package io.gridwright.emulator.storage;

import java.util.Optional;

/**
 * A volume on a storage.
 *
 * @param name without the storage: {@code 100/vm-100-disk-0.qcow2}, for a linked clone with the
 *     base before it: {@code 9000/base-9000-disk-0.qcow2/100/vm-100-disk-0.qcow2}
 * @param size bytes as the guest sees them
 * @param used bytes on disk
 * @param content {@code images} or {@code backup}
 * @param created seconds since the epoch
 * @param notes of a backup, may be empty
 * @param isProtected a backup that must not be removed
 */
public record Volume(
    String name,
    int vmid,
    long size,
    long used,
    String format,
    String content,
    long created,
    String notes,
    boolean isProtected) {

  /** The base of a linked clone. */
  public Optional<String> base() {
    String[] parts = name.split("/");
    return parts.length == 4 ? Optional.of(parts[0] + "/" + parts[1]) : Optional.empty();
  }

  public Volume withSize(long bytes) {
    return new Volume(name, vmid, bytes, used, format, content, created, notes, isProtected);
  }

  public Volume named(String other) {
    return new Volume(other, vmid, size, used, format, content, created, notes, isProtected);
  }

  public Volume noted(String text, boolean protect) {
    return new Volume(name, vmid, size, used, format, content, created, text, protect);
  }
}
