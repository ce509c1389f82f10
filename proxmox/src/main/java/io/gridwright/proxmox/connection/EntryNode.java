package io.gridwright.proxmox.connection;

import java.net.URI;

/**
 * A node through which calls enter the cluster.
 *
 * @param base scheme, host and port only, {@code https://pve1.example:8006}
 */
public record EntryNode(URI base) {
  public EntryNode {
    boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
    if (!web
        || base.getHost() == null
        || !(base.getPath().isEmpty() || base.getPath().equals("/"))) {
      throw new IllegalArgumentException(
          "'" + base + "' is not an entry node: expected https://<host>:<port>");
    }
  }

  public static EntryNode of(String url) {
    return new EntryNode(URI.create(url));
  }

  URI resolve(String rawPath) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + "/api2/json" + rawPath);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
