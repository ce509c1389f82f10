package io.gridwright.activities.guest;

import java.util.Collection;
import java.util.List;

/** The virtual addresses of a balancer, as ifupdown2 adds them to its card (interfaces(5)). */
public final class VirtualAddressesFile {
  public static final String PATH = "/etc/network/interfaces.d/gridwright.cfg";

  /** Takes the file into force without touching what is up already. */
  public static final List<String> RELOAD = List.of("ifreload", "-a");

  private VirtualAddressesFile() {}

  /** The file's text; each address once, alone in its network. */
  public static String text(Collection<String> addresses) {
    StringBuilder text = new StringBuilder("# Written by Gridwright; changes are lost.\n");
    text.append("auto eth0\n");
    for (String address : addresses.stream().distinct().sorted().toList()) {
      text.append("iface eth0 inet static\n    address ").append(address).append("/32\n");
    }
    return text.toString();
  }
}
