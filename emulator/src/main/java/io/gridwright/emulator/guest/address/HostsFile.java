package io.gridwright.emulator.guest.address;

import java.util.Optional;

/** Name resolution of a guest: literal addresses and its {@code /etc/hosts} (hosts(5)). */
public final class HostsFile {
  private HostsFile() {}

  /** The first address that the text gives to the name, or the name itself if it is an address. */
  public static Optional<Ipv4> resolve(String text, String name) {
    Optional<Ipv4> literal = Ipv4.parse(name);
    if (literal.isPresent()) {
      return literal;
    }
    for (String raw : text.split("\n", -1)) {
      String line = raw.replaceFirst("#.*", "").strip();
      String[] words = line.split("\\s+");
      for (int i = 1; i < words.length; i++) {
        Optional<Ipv4> address = Ipv4.parse(words[0]);
        if (words[i].equalsIgnoreCase(name) && address.isPresent()) {
          return address;
        }
      }
    }
    return Optional.empty();
  }
}
