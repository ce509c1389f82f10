package io.gridwright.store.traffic;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.VirtualIp;

/**
 * What can be paused: a virtual address and port, or one member of its pool.
 *
 * @param balancerId component that balances there
 * @param address as the document has it; empty for {@code auto}
 * @param memberId component in the pool; empty for the address itself
 * @param memberPort 0 for the address itself
 */
public record PausePoint(
    ComponentId balancerId, String address, int port, String memberId, int memberPort) {

  /** A virtual address and port with all of its pool. */
  public static PausePoint of(ComponentId balancer, VirtualIp at) {
    return new PausePoint(balancer, at.address().orElse(""), at.port(), "", 0);
  }

  /** One member of the pool there. */
  public static PausePoint of(
      ComponentId balancer, VirtualIp at, ComponentId member, int memberPort) {
    return new PausePoint(balancer, at.address().orElse(""), at.port(), member.value(), memberPort);
  }
}
