package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.network.Wires;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** What a balancer needs of the guest that it runs in. */
public interface BalancerNetwork {
  /** The address of a host name, as the guest resolves it. */
  Optional<Ipv4> resolve(String host);

  /** The loopback address by which the guest calls another. */
  InetSocketAddress path(Ipv4 to, int port);

  /** A free loopback port to listen on. */
  int freePort();

  void releasePort(int port);

  /** Where a file of the guest lies on the host. */
  Path locate(String guestPath);

  Wires wires();
}
