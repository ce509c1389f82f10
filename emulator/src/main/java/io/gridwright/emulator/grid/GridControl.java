package io.gridwright.emulator.grid;

import io.gridwright.emulator.fault.FaultRegistry;
import java.time.Duration;
import java.util.List;

/**
 * What stands outside the Proxmox VE API: the hand at the power cord and the network cable, and the
 * eye that sees every machine, also on nodes that no API reaches.
 */
public interface GridControl {

  /** Every machine that exists, whatever the state of its node; templates included and marked. */
  List<MachineView> machines();

  /** Every node, in the order of their numbers. */
  List<NodeView> nodes();

  /**
   * Cuts or gives power. OFF kills the guests' processes and the workers on the node at once; ON
   * boots it and starts its machines that have {@code onboot=1}. Setting the present state changes
   * nothing.
   *
   * @throws UnknownNodeException if there is no such node
   */
  void setPower(String node, NodePower state);

  /**
   * Pulls or plugs the network cable. While PARTITIONED the node's guests run on, but neither the
   * API, nor other nodes, nor its BMC reach it.
   *
   * @throws UnknownNodeException if there is no such node
   */
  void setNetwork(String node, NodeNetwork state);

  /**
   * Makes every packet there and back over the node's cable take so much longer, until it is told
   * otherwise or the emulator is started again.
   *
   * @throws UnknownNodeException if there is no such node
   */
  void setDelay(String node, Duration roundTrip);

  /** The faults that have been ordered. */
  FaultRegistry faults();
}
