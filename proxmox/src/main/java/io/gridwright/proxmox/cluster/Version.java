package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;

/**
 * Version of a node's software.
 *
 * @param version {@code 9.2.11}
 * @param release {@code 9.2}
 */
public record Version(String version, String release) {
  static Version from(Fields fields) {
    return new Version(fields.required("version"), fields.textOrEmpty("release"));
  }

  /** 8, 9; 0 where the text begins otherwise. */
  public int major() {
    String digits = version.replaceFirst("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
