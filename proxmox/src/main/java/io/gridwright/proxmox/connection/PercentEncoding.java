package io.gridwright.proxmox.connection;

import java.nio.charset.StandardCharsets;

/**
 * RFC 3986 with a blank as {@code %20}, never {@code +}: the form that {@code sshkeys} insists on.
 */
public final class PercentEncoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private PercentEncoding() {}

  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append('%').append("%02X".formatted(octet & 0xff));
      }
    }
    return encoded.toString();
  }
}
