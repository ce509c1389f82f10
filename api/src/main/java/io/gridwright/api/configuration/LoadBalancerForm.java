package io.gridwright.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.VirtualIp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules of a balancer as they are read back. */
record LoadBalancerForm(
    LoadBalancing.Method method,
    LoadBalancing.Persistence persistence,
    HealthCheckForm healthCheck,
    List<VirtualIpForm> virtualIps) {

  /** How a pool member's life is told. */
  record HealthCheckForm(String path, Duration interval, int failures) {
    static HealthCheckForm from(HealthCheck check) {
      return new HealthCheckForm(check.path(), check.interval(), check.failures());
    }
  }

  /** An address and port that the balancer answers; {@code auto} where the engine chose it. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record VirtualIpForm(
      String address,
      int port,
      List<String> domains,
      Optional<TlsForm> tls,
      List<PoolMemberForm> pool) {
    static VirtualIpForm from(VirtualIp ip) {
      return new VirtualIpForm(
          ip.address().orElse("auto"),
          ip.port(),
          ip.domains(),
          ip.certificate().map(TlsForm::new),
          ip.pool().stream().map(m -> new PoolMemberForm(m.component(), m.port())).toList());
    }
  }

  /** Reference of a certificate. */
  record TlsForm(String certificate) {}

  /** A server behind a virtual address. */
  record PoolMemberForm(String component, int port) {}

  static LoadBalancerForm from(LoadBalancing balancing) {
    return new LoadBalancerForm(
        balancing.method(),
        balancing.persistence(),
        HealthCheckForm.from(balancing.healthCheck()),
        balancing.virtualIps().stream().map(VirtualIpForm::from).toList());
  }
}
