package io.gridwright.activities.guest;

import java.util.List;

/**
 * The names that a guest resolves: each machine of its configuration by its component's name, bare
 * and in full. A component with several machines has a line for each.
 */
public final class HostsFile {
  /** Where resolvers read it. */
  public static final String PATH = "/etc/hosts";

  /** What cloud-init makes {@link #PATH} of at each boot; it is asked to by Proxmox VE. */
  public static final String TEMPLATE = "/etc/cloud/templates/hosts.debian.tmpl";

  private HostsFile() {}

  /**
   * A machine as its peers call it.
   *
   * @param component its name, {@code db}
   * @param address its private address
   */
  public record Entry(String component, String address) {}

  /** {@code db.shop.internal}. */
  public static String fullName(String component, String configuration, String domain) {
    return component + "." + configuration + "." + domain;
  }

  /** The file's text. */
  public static String text(String configuration, String domain, List<Entry> entries) {
    StringBuilder text =
        new StringBuilder(
            """
            # Written by Gridwright; changes are lost.
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            """);
    for (Entry entry : entries) {
      text.append(entry.address())
          .append(' ')
          .append(entry.component())
          .append(' ')
          .append(fullName(entry.component(), configuration, domain))
          .append('\n');
    }
    return text.toString();
  }
}
