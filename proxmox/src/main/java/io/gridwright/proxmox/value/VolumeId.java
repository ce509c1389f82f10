package io.gridwright.proxmox.value;

/**
 * A volume: {@code storage:name}, say {@code local-lvm:vm-100-disk-0} or {@code
 * nfs:100/vm-100-disk-0.qcow2}.
 */
public record VolumeId(StorageId storage, String name) {
  public VolumeId {
    if (name.isBlank()) {
      throw new IllegalArgumentException("volume of storage '" + storage + "' without a name");
    }
  }

  public static VolumeId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a volume: expected <storage>:<name>");
    }
    return new VolumeId(StorageId.of(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return storage + ":" + name;
  }
}
