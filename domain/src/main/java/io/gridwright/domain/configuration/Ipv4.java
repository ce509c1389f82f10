package io.gridwright.domain.configuration;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 addresses and networks as text, without asking DNS. */
final class Ipv4 {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
  private static final Pattern NETWORK = Pattern.compile("([0-9.]{7,15})/(3[0-2]|[12]?[0-9])");

  private Ipv4() {}

  static boolean isAddress(String text) {
    return bits(text).isPresent();
  }

  /** Reports what is no network, with the network that was probably meant. */
  static void requireNetwork(String text, FieldReport report) {
    Matcher parts = NETWORK.matcher(text);
    OptionalLong address = parts.matches() ? bits(parts.group(1)) : OptionalLong.empty();
    if (address.isEmpty()) {
      String advice = isAddress(text) ? text + "/32" : "203.0.113.0/24, or 0.0.0.0/0 for everyone";
      report.fault("\"%.80s\" is no IPv4 network; write %s".formatted(text, advice));
      return;
    }
    int length = Integer.parseInt(parts.group(2));
    long network = address.getAsLong() & mask(length);
    if (network != address.getAsLong()) {
      report.fault(
          "%s has bits set beyond its prefix; write %s/%d"
              .formatted(text, dotted(network), length));
    }
  }

  private static OptionalLong bits(String text) {
    Matcher octets = ADDRESS.matcher(text);
    if (!octets.matches()) {
      return OptionalLong.empty();
    }
    long bits = 0;
    for (int i = 1; i <= 4; i++) {
      bits = bits << 8 | Long.parseLong(octets.group(i));
    }
    return OptionalLong.of(bits);
  }

  private static long mask(int length) {
    return 0xFFFFFFFFL & ~(0xFFFFFFFFL >>> length);
  }

  private static String dotted(long bits) {
    return "%d.%d.%d.%d".formatted(bits >> 24, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
  }
}
