package io.gridwright.domain.configuration;

import java.util.List;

/** The rules of a balancer (F38). */
public record LoadBalancing(
    Method method, Persistence persistence, HealthCheck healthCheck, List<VirtualIp> virtualIps) {

  /** How the next server is chosen. */
  public enum Method {
    ROUND_ROBIN,
    LEAST_CONNECTIONS
  }

  /** What keeps a client on one server. */
  public enum Persistence {
    NONE,
    STICKY_SESSION,
    COOKIE
  }

  public LoadBalancing {
    virtualIps = List.copyOf(virtualIps);
  }
}
