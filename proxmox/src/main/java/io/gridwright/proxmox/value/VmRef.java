package io.gridwright.proxmox.value;

/** A guest where it lives: calls must name its present node, which changes with a migration. */
public record VmRef(NodeName node, Vmid vmid) {
  public static VmRef of(NodeName node, Vmid vmid) {
    return new VmRef(node, vmid);
  }

  @Override
  public String toString() {
    return node + "/" + vmid;
  }
}
