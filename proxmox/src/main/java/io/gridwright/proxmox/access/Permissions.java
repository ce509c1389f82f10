package io.gridwright.proxmox.access;

import java.util.Map;
import java.util.Set;

/**
 * Rights by path. A right is held if it is named: the number beside it says only whether it reaches
 * further down, so that a held right may read 0 (PVE-D6).
 *
 * @param byPath privileges that the server lists for each path
 */
public record Permissions(Map<String, Set<String>> byPath) {
  public Permissions {
    byPath = Map.copyOf(byPath);
  }

  /** Whether the right is held on that path, or on the nearest path above it that is listed. */
  public boolean holds(String path, String privilege) {
    String at = path;
    while (true) {
      if (byPath.containsKey(at)) {
        return byPath.get(at).contains(privilege);
      }
      if (at.equals("/")) {
        return false;
      }
      int slash = at.lastIndexOf('/');
      at = slash <= 0 ? "/" : at.substring(0, slash);
    }
  }
}
