package io.gridwright.proxmox.storage;

import java.util.Locale;

/** What a volume is for. */
public enum VolumeKind {
  IMAGES,
  ROOTDIR,
  ISO,
  VZTMPL,
  BACKUP,
  SNIPPETS,
  IMPORT;

  String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
