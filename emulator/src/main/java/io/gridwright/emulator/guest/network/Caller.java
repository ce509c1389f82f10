package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.Ipv4;
import java.net.InetAddress;

/**
 * Who opens a connection.
 *
 * @param address the source address that filters and services see
 * @param vmid the calling guest, or {@link #OUTSIDE}
 */
public record Caller(Ipv4 address, int vmid) {
  /** The vmid of a caller that is no guest. */
  public static final int OUTSIDE = -1;

  private static final int CLIENT_NETWORK = Ipv4.parse("198.51.100.0").orElseThrow().bits();

  /**
   * A client outside the grid: 127.0.0.N on loopback stands for 198.51.100.N (RFC 5737), so that
   * tests can be several clients; any other comes as itself.
   */
  static Caller outside(InetAddress client) {
    Ipv4 known =
        client.isLoopbackAddress()
            ? new Ipv4(CLIENT_NETWORK | client.getAddress()[3] & 255)
            : Ipv4.parse(client.getHostAddress()).orElseThrow();
    return new Caller(known, OUTSIDE);
  }

  boolean isOutside() {
    return vmid == OUTSIDE;
  }
}
