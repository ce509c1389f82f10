package io.gridwright.domain.configuration;

import java.util.List;
import java.util.Optional;

/**
 * An address and port that a balancer answers (F39).
 *
 * @param address the address asked for; empty for {@code auto}
 * @param port 1..65535
 * @param domains names routed to this pool; empty routes all
 * @param certificate reference of a certificate for TLS
 */
public record VirtualIp(
    Optional<String> address,
    int port,
    List<String> domains,
    Optional<String> certificate,
    List<PoolMember> pool) {
  public VirtualIp {
    domains = List.copyOf(domains);
    pool = List.copyOf(pool);
  }
}
