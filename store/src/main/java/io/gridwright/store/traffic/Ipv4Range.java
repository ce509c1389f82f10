package io.gridwright.store.traffic;

import java.util.List;
import java.util.stream.LongStream;

/**
 * A block of IPv4 addresses.
 *
 * @param network its first address as a number
 * @param prefix length, 8..30
 */
public record Ipv4Range(long network, int prefix) {
  public Ipv4Range {
    if (prefix < 8 || prefix > 30) {
      throw new IllegalArgumentException("prefix /" + prefix + " is outside /8../30");
    }
    if ((network & (sizeOf(prefix) - 1)) != 0) {
      throw new IllegalArgumentException(
          text(network) + "/" + prefix + " has bits set beyond its prefix");
    }
  }

  /** Reads {@code 198.18.0.0/22}. */
  public static Ipv4Range parse(String cidr) {
    String[] parts = cidr.split("/", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("'" + cidr + "' is no CIDR such as 198.18.0.0/22");
    }
    return new Ipv4Range(number(parts[0]), Integer.parseInt(parts[1]));
  }

  public String cidr() {
    return text(network) + "/" + prefix;
  }

  /** The nth block of 256 addresses within this one, from 0. */
  public Ipv4Range slash24(int nth) {
    return new Ipv4Range(network + nth * 256L, 24);
  }

  /** How many blocks of 256 addresses it holds. */
  public int slash24s() {
    return 1 << Math.max(0, 24 - prefix);
  }

  /** All addresses but the first and the last, as numbers. */
  public List<Long> hosts() {
    return LongStream.range(network + 1, network + sizeOf(prefix) - 1).boxed().toList();
  }

  public static String text(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 255, address >> 16 & 255, address >> 8 & 255, address & 255);
  }

  public static long number(String address) {
    String[] octets = address.split("\\.", -1);
    if (octets.length != 4) {
      throw new IllegalArgumentException("'" + address + "' is no IPv4 address");
    }
    long number = 0;
    for (String octet : octets) {
      int value = Integer.parseInt(octet);
      if (value < 0 || value > 255) {
        throw new IllegalArgumentException("'" + address + "' is no IPv4 address");
      }
      number = number << 8 | value;
    }
    return number;
  }

  private static long sizeOf(int prefix) {
    return 1L << (32 - prefix);
  }
}
