package io.gridwright.proxmox.value;

import java.util.Optional;
import java.util.regex.Pattern;

/** Unicast hardware address, in the case it was given. */
public record MacAddress(String text) implements Comparable<MacAddress> {
  private static final Pattern FORM =
      Pattern.compile("[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}");

  public MacAddress {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a unicast MAC address: expected " + FORM);
    }
  }

  public static MacAddress of(String text) {
    return new MacAddress(text);
  }

  /** The address that the text is; empty for any other text. */
  public static Optional<MacAddress> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new MacAddress(text)) : Optional.empty();
  }

  /** Equal whatever the case of the letters: the server keeps the case it was given (PVE-D53). */
  public boolean sameAs(MacAddress other) {
    return text.equalsIgnoreCase(other.text);
  }

  @Override
  public int compareTo(MacAddress other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
