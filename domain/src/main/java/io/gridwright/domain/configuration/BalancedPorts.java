package io.gridwright.domain.configuration;

import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Address and port pairs that a document would balance twice (F41, F163), virtual and real. A
 * conflict (409), not a fault of form. Conflicts with other configurations are the ledger's to
 * find.
 *
 * <p>Within one balancer, each of its {@code auto} is the same address; two balancers never share
 * one.
 */
public final class BalancedPorts {
  private record Socket(String address, int port) {}

  private record Member(String component, int port) {}

  private final Map<String, String> ownerOfAddress = new HashMap<>();
  private final Map<Member, String> ownerOfMember = new HashMap<>();
  private final Set<String> ownerless = new HashSet<>();
  private final FieldReport report = FieldReport.ofDocument();

  private BalancedPorts() {}

  /** One error per field that claims what is balanced already, in the order of the document. */
  public static List<FieldError> conflicts(ConfigurationDocument document) {
    BalancedPorts ports = new BalancedPorts();
    List<Component> components = document.components();
    components.stream()
        .flatMap(c -> c.addresses().stream())
        .flatMap(a -> a.address().stream())
        .forEach(ports.ownerless::add);
    for (int i = 0; i < components.size(); i++) {
      Component balancer = components.get(i);
      FieldReport at = ports.report.at("components").at(i).at("loadBalancer").at("virtualIps");
      balancer.loadBalancing().ifPresent(b -> ports.claim(balancer.name(), b.virtualIps(), at));
    }
    return ports.report.faults();
  }

  /**
   * What a document takes against others (F41): {@code virtual:ADDRESS:PORT} of the addresses that
   * it names and {@code member:COMPONENT:PORT}, each with the balancer that takes it.
   *
   * @param document whose components all have ids
   */
  public static Map<String, Component> claims(ConfigurationDocument document) {
    Map<String, Component> claims = new LinkedHashMap<>();
    for (Component balancer : document.components()) {
      for (VirtualIp ip : balancer.virtualIps()) {
        ip.address()
            .ifPresent(
                address -> claims.put("virtual:%s:%d".formatted(address, ip.port()), balancer));
        ip.pool()
            .forEach(
                member ->
                    document
                        .component(member.component())
                        .flatMap(Component::id)
                        .ifPresent(
                            id ->
                                claims.put(
                                    "member:%s:%d".formatted(id.value(), member.port()),
                                    balancer)));
      }
    }
    return claims;
  }

  private void claim(String balancer, List<VirtualIp> virtualIps, FieldReport report) {
    Set<Socket> sockets = new HashSet<>();
    for (int i = 0; i < virtualIps.size(); i++) {
      VirtualIp virtualIp = virtualIps.get(i);
      FieldReport at = report.at(i);
      virtualIp.address().ifPresent(address -> claimAddress(balancer, address, at.at("address")));
      if (!sockets.add(new Socket(virtualIp.address().orElse("auto"), virtualIp.port()))) {
        at.at("port")
            .fault(
                "%s:%d is balanced here already; choose another port or address"
                    .formatted(virtualIp.address().orElse("auto"), virtualIp.port()));
      }
      claimPool(balancer, virtualIp, at.at("pool"));
    }
  }

  private void claimAddress(String balancer, String address, FieldReport report) {
    Optional<String> other = Optional.ofNullable(ownerOfAddress.putIfAbsent(address, balancer));
    if (other.filter(o -> !o.equals(balancer)).isPresent()) {
      report.fault("%s is %s's address already; choose another".formatted(address, other.get()));
    } else if (ownerless.contains(address)) {
      report.fault(
          "%s is asked for as a server's own address too; choose another".formatted(address));
    }
  }

  private void claimPool(String balancer, VirtualIp virtualIp, FieldReport report) {
    List<Member> here = new ArrayList<>();
    for (int i = 0; i < virtualIp.pool().size(); i++) {
      PoolMember pooled = virtualIp.pool().get(i);
      Member member = new Member(pooled.component(), pooled.port());
      Optional<String> other = Optional.ofNullable(ownerOfMember.putIfAbsent(member, balancer));
      if (here.contains(member) || other.filter(o -> !o.equals(balancer)).isPresent()) {
        report
            .at(i)
            .fault(
                "%s:%d is balanced by %s already; choose another port or take it out there"
                    .formatted(member.component(), member.port(), other.orElse(balancer)));
      }
      here.add(member);
    }
  }
}
