package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftLoadBalancer.DraftHealthCheck;
import io.gridwright.domain.configuration.DraftLoadBalancer.DraftPoolMember;
import io.gridwright.domain.configuration.DraftLoadBalancer.DraftTls;
import io.gridwright.domain.configuration.DraftLoadBalancer.DraftVirtualIp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a balancer (F38 to F41). */
final class LoadBalancerFields {
  private static final int MAXIMUM_ENTRIES = 100;
  private static final Pattern PATH = Pattern.compile("/[!-~]{0,255}");

  private final ComponentIndex index;
  private final Set<String> certificates;

  LoadBalancerFields(ComponentIndex index, Set<String> certificates) {
    this.index = index;
    this.certificates = certificates;
  }

  Optional<LoadBalancing> read(
      Optional<DraftLoadBalancer> sent, Optional<ComponentKind> kind, FieldReport report) {
    boolean balancer = kind.filter(k -> k == ComponentKind.LOAD_BALANCER).isPresent();
    if (sent.isEmpty()) {
      if (balancer) {
        report.fault("a LOAD_BALANCER needs its rules; add virtualIps with their pools");
      }
      return Optional.empty();
    }
    if (kind.isPresent() && !balancer) {
      report.fault("only a LOAD_BALANCER balances; leave it out of a %s".formatted(kind.get()));
    }
    return Optional.of(
        new LoadBalancing(
            Fields.word(
                sent.get().method(),
                LoadBalancing.Method.class,
                LoadBalancing.Method.ROUND_ROBIN,
                report.at("method")),
            Fields.word(
                sent.get().persistence(),
                LoadBalancing.Persistence.class,
                LoadBalancing.Persistence.NONE,
                report.at("persistence")),
            sent.get()
                .healthCheck()
                .map(h -> healthCheck(h, report.at("healthCheck")))
                .orElse(HealthCheck.DEFAULT),
            virtualIps(sent.get().virtualIps(), report.at("virtualIps"))));
  }

  private static HealthCheck healthCheck(DraftHealthCheck sent, FieldReport report) {
    String path = sent.path().orElse(HealthCheck.DEFAULT.path());
    if (!PATH.matcher(path).matches()) {
      report.at("path").fault("a path begins with / and has no spaces; write it like /health");
    }
    return new HealthCheck(
        path,
        Fields.duration(
            sent.interval(),
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            HealthCheck.DEFAULT.interval(),
            report.at("interval")),
        Fields.count(
            sent.failures(), 1, 20, HealthCheck.DEFAULT.failures(), report.at("failures")));
  }

  private List<VirtualIp> virtualIps(List<DraftVirtualIp> sent, FieldReport report) {
    if (sent.isEmpty()) {
      report.fault("the balancer answers nowhere; add at least one address and port");
    }
    List<VirtualIp> virtualIps = new ArrayList<>();
    for (int i = 0; i < few(sent, report); i++) {
      virtualIps.add(virtualIp(sent.get(i), report.at(i)));
    }
    return virtualIps;
  }

  private VirtualIp virtualIp(DraftVirtualIp sent, FieldReport report) {
    Optional<String> address = AddressFields.wanted(sent.address(), report.at("address"));
    int port = Fields.port(sent.port(), report.at("port"));
    for (int i = 0; i < few(sent.domains(), report.at("domains")); i++) {
      HostNames.requireName(sent.domains().get(i), report.at("domains").at(i));
    }
    return new VirtualIp(
        address,
        port,
        sent.domains(),
        certificate(sent.tls(), report.at("tls")),
        pool(sent.pool(), report.at("pool")));
  }

  private Optional<String> certificate(Optional<DraftTls> sent, FieldReport report) {
    Optional<String> certificate = sent.flatMap(DraftTls::certificate);
    if (sent.isPresent() && certificate.filter(certificates::contains).isEmpty()) {
      report
          .at("certificate")
          .fault("you have no certificate of this id; GET /api/v1/account/certificates lists them");
    }
    return certificate;
  }

  private List<PoolMember> pool(List<DraftPoolMember> sent, FieldReport report) {
    if (sent.isEmpty()) {
      report.fault("the pool is empty, nobody would answer; add a WEB or APP component");
    }
    List<PoolMember> pool = new ArrayList<>();
    for (int i = 0; i < few(sent, report); i++) {
      FieldReport at = report.at(i);
      String component = index.existing(sent.get(i).component(), at.at("component"));
      if (index.isOtherThan(component, ComponentKind.WEB, ComponentKind.APP)) {
        at.at("component").fault("only WEB and APP can be in a pool; name one of these");
      }
      pool.add(new PoolMember(component, Fields.port(sent.get(i).port(), at.at("port"))));
    }
    return pool;
  }

  private static int few(List<?> sent, FieldReport report) {
    if (sent.size() > MAXIMUM_ENTRIES) {
      report.fault(
          "%d entries are too many; use at most %d".formatted(sent.size(), MAXIMUM_ENTRIES));
      return 0;
    }
    return sent.size();
  }
}
