package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.Ipv4;

/** A port of an address in the realm where that address is unique. */
public record Endpoint(String realm, Ipv4 address, int port) {
  @Override
  public String toString() {
    return realm + "/" + address + ":" + port;
  }
}
