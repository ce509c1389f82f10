package io.gridwright.emulator.guest.address;

import java.util.Optional;

/** An address with the length (0 to 32) of its network's prefix. */
public record Cidr(Ipv4 address, int prefix) {
  /** Reads {@code 10.1.0.5/24}; without a length the address stands for itself alone. */
  public static Optional<Cidr> parse(String text) {
    String stripped = text.strip();
    int slash = stripped.indexOf('/');
    if (slash < 0) {
      return Ipv4.parse(stripped).map(address -> new Cidr(address, 32));
    }
    String length = stripped.substring(slash + 1);
    if (!length.matches("\\d{1,2}") || Integer.parseInt(length) > 32) {
      return Optional.empty();
    }
    return Ipv4.parse(stripped.substring(0, slash))
        .map(address -> new Cidr(address, Integer.parseInt(length)));
  }

  /** Whether the other address lies in this network. */
  public boolean contains(Ipv4 other) {
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    return (other.bits() & mask) == (address.bits() & mask);
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
