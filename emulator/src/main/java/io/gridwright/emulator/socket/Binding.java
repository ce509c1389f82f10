package io.gridwright.emulator.socket;

import io.gridwright.emulator.guest.address.Ipv4;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address at which the emulator's own ports and those of its guests are open to others. */
public record Binding(InetAddress address) {
  /** This host only. */
  public static final Binding LOOPBACK = new Binding(InetAddress.getLoopbackAddress());

  /**
   * Reads an IPv4 address; {@code 0.0.0.0} is all of them.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Binding parse(String text) {
    try {
      if (Ipv4.parse(text).isPresent()) {
        return new Binding(InetAddress.getByName(text.strip()));
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("cannot bind to " + text, e);
    }
    throw new IllegalArgumentException("bind must be an IPv4 address, was '" + text + "'");
  }

  /** Whether nobody but this host gets in. */
  public boolean closed() {
    return address.isLoopbackAddress();
  }

  /** A port there. */
  public InetSocketAddress at(int port) {
    return new InetSocketAddress(address, port);
  }

  /** The host in URLs: all addresses are shown as the one of loopback. */
  public String host() {
    return address.isAnyLocalAddress()
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : address.getHostAddress();
  }
}
