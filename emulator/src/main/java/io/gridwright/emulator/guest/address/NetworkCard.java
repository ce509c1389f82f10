package io.gridwright.emulator.guest.address;

import java.util.HashMap;
import java.util.Map;

/**
 * A guest's network card as {@code netN} of its configuration describes it.
 *
 * @param index the N of netN
 * @param mac lower-case hardware address, empty if the configuration has none
 * @param tag VLAN tag, 0 for none
 * @param firewalled whether the hypervisor filters this card ({@code firewall=1})
 * @param linkUp false when {@code link_down=1}
 */
public record NetworkCard(
    int index, String mac, String bridge, int tag, boolean firewalled, boolean linkUp) {
  private static final java.util.regex.Pattern MAC =
      java.util.regex.Pattern.compile("(?i)([0-9a-f]{2}:){5}[0-9a-f]{2}");

  /** Reads {@code virtio=BC:24:11:…,bridge=vmbr0,tag=101,firewall=1,link_down=1}. */
  public static NetworkCard parse(int index, String text) {
    Map<String, String> parts = new HashMap<>();
    String mac = "";
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      String value = pair.length == 2 ? pair[1].strip() : "";
      parts.put(pair[0].strip(), value);
      if (MAC.matcher(value).matches()) {
        mac = value.toLowerCase(java.util.Locale.ROOT);
      }
    }
    return new NetworkCard(
        index,
        mac,
        parts.getOrDefault("bridge", ""),
        number(parts.getOrDefault("tag", "0")),
        "1".equals(parts.get("firewall")),
        !"1".equals(parts.get("link_down")));
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** The layer-2 segment the card is plugged into; cards of other segments cannot be reached. */
  public String segment() {
    return bridge + "." + tag;
  }
}
