package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running guest as the network sees it; replaced as a whole at each change.
 *
 * @param nodeConnected whether anything outside its node reaches it
 * @param up whether its system has booted, so that it answers at its addresses
 * @param services what listens, by address and port
 */
public record Station(
    int vmid,
    String node,
    boolean nodeConnected,
    boolean up,
    List<CardAddress> addresses,
    PacketFilter filter,
    Map<Socket, Service> services,
    TrafficMeter meter) {

  /** An address and port of the guest. */
  public record Socket(Ipv4 address, int port) {}

  /** Whether it answers at the address: booted, the card's link up, and the address its own. */
  boolean answersAt(CardAddress address) {
    return up && address.card().linkUp() && mayUse(address);
  }

  /** Whether the filter of the card lets it speak from the address. */
  boolean mayUse(CardAddress address) {
    return !address.card().firewalled()
        || filter.permits("net" + address.card().index(), address.address());
  }

  Optional<CardAddress> at(String realm, Ipv4 address) {
    return addresses.stream()
        .filter(own -> own.address().equals(address) && own.realm().equals(realm))
        .findFirst();
  }
}
