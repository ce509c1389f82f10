package io.gridwright.domain.grid;

import io.gridwright.domain.Identifier;

/** Name of a hypervisor host, as the cluster knows it. */
public record NodeName(String value) implements Identifier, Comparable<NodeName> {
  public NodeName {
    Identifier.required(value, "node name");
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }
}
