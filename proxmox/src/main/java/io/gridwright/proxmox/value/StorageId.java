package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** Name of a storage. */
public record StorageId(String text) implements Comparable<StorageId> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]");

  public StorageId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a storage id: expected " + FORM);
    }
  }

  public static StorageId of(String text) {
    return new StorageId(text);
  }

  /** The volume of this storage with that name, say {@code iso/debian.iso}. */
  public VolumeId volume(String name) {
    return new VolumeId(this, name);
  }

  @Override
  public int compareTo(StorageId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
