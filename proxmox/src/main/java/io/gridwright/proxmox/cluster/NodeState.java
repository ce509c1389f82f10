package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;

/** What the answering node thinks of a node: a live one without statistics reads UNKNOWN (D35). */
public enum NodeState {
  ONLINE,
  OFFLINE,
  UNKNOWN;

  static NodeState from(Fields row) {
    return switch (row.textOrEmpty("status")) {
      case "online" -> ONLINE;
      case "offline" -> OFFLINE;
      default -> UNKNOWN;
    };
  }
}
