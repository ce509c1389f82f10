package io.gridwright.emulator.guest.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 address; {@code bits} in network order. */
public record Ipv4(int bits) implements Comparable<Ipv4> {
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  /** The address written in dotted form, or empty if the text is none. */
  public static Optional<Ipv4> parse(String text) {
    Matcher dotted = DOTTED.matcher(text.strip());
    if (!dotted.matches()) {
      return Optional.empty();
    }
    int bits = 0;
    for (int group = 1; group <= 4; group++) {
      int octet = Integer.parseInt(dotted.group(group));
      if (octet > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new Ipv4(bits));
  }

  /** Whether the address belongs to a tenant's own network (RFC 1918, RFC 6598). */
  public boolean isPrivate() {
    return PrivateRanges.contains(this);
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private static final class PrivateRanges {
    private static final Cidr[] RANGES = {
      Cidr.parse("10.0.0.0/8").orElseThrow(),
      Cidr.parse("172.16.0.0/12").orElseThrow(),
      Cidr.parse("192.168.0.0/16").orElseThrow(),
      Cidr.parse("100.64.0.0/10").orElseThrow()
    };

    static boolean contains(Ipv4 address) {
      for (Cidr range : RANGES) {
        if (range.contains(address)) {
          return true;
        }
      }
      return false;
    }
  }
}
