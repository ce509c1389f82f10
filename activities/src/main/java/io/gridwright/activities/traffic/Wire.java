package io.gridwright.activities.traffic;

import io.gridwright.activities.guest.HostsFile;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connection that a machine must be able to open.
 *
 * @param peer the machine at the other end
 * @param host the peer's name where one machine bears it, so that names are verified too; else its
 *     address
 */
record Wire(MachineRow from, MachineRow peer, String host, int port) {

  /** The component that is called. */
  String to() {
    return peer.componentName();
  }

  /** The same by address, where names are not told yet. */
  Wire byAddress() {
    return new Wire(from, peer, peer.privateAddress(), port);
  }

  /** Whether either end is of one of these components. */
  boolean touches(Set<String> components) {
    return components.contains(from.componentName()) || components.contains(peer.componentName());
  }

  /** Whether none of its ends is off because its customer wants it so. */
  boolean bothOn() {
    return from.state() != MachineState.STOPPED && peer.state() != MachineState.STOPPED;
  }

  /** All wires of a configuration: its links, and from each balancer to its pool members. */
  static List<Wire> of(ConfigurationDocument document, List<MachineRow> machines, String domain) {
    List<Wire> wires = new ArrayList<>();
    for (Link link : document.links()) {
      for (MachineRow from : named(machines, link.from())) {
        wires.addAll(towards(document, machines, domain, from, link.to(), link.port()));
      }
    }
    for (Component balancer : document.components()) {
      for (PoolMember member : members(balancer)) {
        named(machines, balancer.name()).stream()
            .filter(from -> from.ordinal() == 0)
            .forEach(
                from ->
                    wires.addAll(
                        towards(
                            document, machines, domain, from, member.component(), member.port())));
      }
    }
    return wires.stream().distinct().toList();
  }

  private static List<Wire> towards(
      ConfigurationDocument document,
      List<MachineRow> machines,
      String domain,
      MachineRow from,
      String to,
      int port) {
    List<MachineRow> peers = named(machines, to);
    if (peers.size() == 1) {
      String name = HostsFile.fullName(to, document.name(), domain);
      return List.of(new Wire(from, peers.get(0), name, port));
    }
    return peers.stream().map(peer -> new Wire(from, peer, peer.privateAddress(), port)).toList();
  }

  private static List<PoolMember> members(Component balancer) {
    return balancer.loadBalancing().stream()
        .flatMap(balancing -> balancing.virtualIps().stream())
        .map(VirtualIp::pool)
        .flatMap(List::stream)
        .toList();
  }

  private static List<MachineRow> named(List<MachineRow> machines, String component) {
    return machines.stream().filter(machine -> machine.componentName().equals(component)).toList();
  }
}
