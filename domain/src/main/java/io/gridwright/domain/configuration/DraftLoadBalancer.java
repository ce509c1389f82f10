package io.gridwright.domain.configuration;

import java.util.List;
import java.util.Optional;

/** The rules of a balancer as they were sent. */
public record DraftLoadBalancer(
    Optional<String> method,
    Optional<String> persistence,
    Optional<DraftHealthCheck> healthCheck,
    List<DraftVirtualIp> virtualIps) {

  public DraftLoadBalancer {
    method = Given.orAbsent(method);
    persistence = Given.orAbsent(persistence);
    healthCheck = Given.orAbsent(healthCheck);
    virtualIps = Given.orNone(virtualIps);
  }

  /** {@code interval} is an ISO 8601 duration. */
  public record DraftHealthCheck(
      Optional<String> path, Optional<String> interval, Optional<Long> failures) {
    public DraftHealthCheck {
      path = Given.orAbsent(path);
      interval = Given.orAbsent(interval);
      failures = Given.orAbsent(failures);
    }
  }

  /** {@code address} is {@code auto} (also where absent) or an IPv4 address. */
  public record DraftVirtualIp(
      Optional<String> address,
      Optional<Long> port,
      List<String> domains,
      Optional<DraftTls> tls,
      List<DraftPoolMember> pool) {
    public DraftVirtualIp {
      address = Given.orAbsent(address);
      port = Given.orAbsent(port);
      domains = Given.orNone(domains);
      tls = Given.orAbsent(tls);
      pool = Given.orNone(pool);
    }
  }

  public record DraftTls(Optional<String> certificate) {
    public DraftTls {
      certificate = Given.orAbsent(certificate);
    }
  }

  public record DraftPoolMember(Optional<String> component, Optional<Long> port) {
    public DraftPoolMember {
      component = Given.orAbsent(component);
      port = Given.orAbsent(port);
    }
  }
}
