package io.gridwright.emulator.door;

import io.gridwright.emulator.fault.FaultRegistry;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import io.gridwright.emulator.grid.UnknownNodeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A grid that a test sets by hand; its machines are those of a {@code Rig}. */
final class HandGrid implements GridControl {
  private final Map<Integer, MachineView> machines = new LinkedHashMap<>();
  private final Map<String, NodeView> nodes = new LinkedHashMap<>();
  private final Map<String, Duration> delays = new LinkedHashMap<>();
  private final FaultRegistry faults = new FaultRegistry();

  HandGrid(String... names) {
    for (String name : names) {
      nodes.put(name, new NodeView(name, NodePower.ON, NodeNetwork.CONNECTED, true));
    }
  }

  void add(MachineView machine) {
    machines.put(machine.vmid(), machine);
  }

  @Override
  public List<MachineView> machines() {
    return List.copyOf(machines.values());
  }

  @Override
  public List<NodeView> nodes() {
    return List.copyOf(nodes.values());
  }

  @Override
  public void setPower(String node, NodePower state) {
    NodeView before = known(node);
    nodes.put(node, new NodeView(node, state, before.network(), true));
  }

  @Override
  public void setNetwork(String node, NodeNetwork state) {
    NodeView before = known(node);
    nodes.put(node, new NodeView(node, before.power(), state, true));
  }

  @Override
  public void setDelay(String node, Duration roundTrip) {
    delays.put(known(node).name(), roundTrip);
  }

  /** How much a node's cable was slowed. */
  Duration delay(String node) {
    return delays.getOrDefault(node, Duration.ZERO);
  }

  @Override
  public FaultRegistry faults() {
    return faults;
  }

  private NodeView known(String node) {
    if (!nodes.containsKey(node)) {
      throw new UnknownNodeException(node);
    }
    return nodes.get(node);
  }
}
