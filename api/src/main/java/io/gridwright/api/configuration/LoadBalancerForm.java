package io.gridwright.api.configuration;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.store.traffic.Pauses;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      @Schema(description = "Whether it takes nothing new") boolean paused,
      List<PoolMemberForm> pool) {
    static VirtualIpForm from(VirtualIp ip, ComponentId balancer, Held held) {
      return new VirtualIpForm(
          ip.address().orElse("auto"),
          ip.port(),
          ip.domains(),
          ip.certificate().map(TlsForm::new),
          held.pauses().at(balancer, ip),
          ip.pool().stream()
              .map(
                  member ->
                      new PoolMemberForm(
                          member.component(), member.port(), held.paused(balancer, ip, member)))
              .toList());
    }
  }

  /** Reference of a certificate. */
  record TlsForm(String certificate) {}

  /** A server behind a virtual address. */
  record PoolMemberForm(
      String component,
      int port,
      @Schema(description = "Whether it gets nothing new from here") boolean paused) {}

  /** What is paused, and the ids by which that is known. */
  record Held(Pauses pauses, Map<String, ComponentId> ids) {
    static Held of(Pauses pauses, ConfigurationDocument document) {
      return new Held(
          pauses,
          document.components().stream()
              .collect(toMap(Component::name, component -> component.id().orElseThrow())));
    }

    boolean paused(ComponentId balancer, VirtualIp ip, PoolMember member) {
      return pauses.of(balancer, ip, ids.get(member.component()), member.port());
    }
  }

  static LoadBalancerForm from(LoadBalancing balancing, ComponentId balancer, Held held) {
    return new LoadBalancerForm(
        balancing.method(),
        balancing.persistence(),
        HealthCheckForm.from(balancing.healthCheck()),
        balancing.virtualIps().stream().map(ip -> VirtualIpForm.from(ip, balancer, held)).toList());
  }
}
