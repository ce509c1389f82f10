package io.gridwright.proxmox.value;

import java.util.regex.Pattern;

/** Name of a cluster node, a DNS label whose case matters: another case, or an FQDN, is a 596. */
public record NodeName(String text) implements Comparable<NodeName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

  public NodeName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a node name: expected " + FORM);
    }
  }

  public static NodeName of(String text) {
    return new NodeName(text);
  }

  @Override
  public int compareTo(NodeName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
