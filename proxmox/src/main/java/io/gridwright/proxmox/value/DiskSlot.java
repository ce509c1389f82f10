package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** Where a disk is plugged in: {@code scsi0}, {@code virtio1}, {@code ide2}, {@code efidisk0}. */
public record DiskSlot(String text) implements Comparable<DiskSlot> {
  private static final Pattern FORM =
      Pattern.compile("(scsi|virtio|sata|ide|efidisk|tpmstate|unused)[0-9]+");

  public DiskSlot {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a disk slot: expected " + FORM);
    }
  }

  public static DiskSlot of(String text) {
    return new DiskSlot(text);
  }

  @Override
  public int compareTo(DiskSlot other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
