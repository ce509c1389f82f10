package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Neighbourhood;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.guest.HaproxyFile;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.traffic.Pauses;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.store.traffic.TrafficRuleRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From the ledger's rules of a balancer to its file: the document says how traffic is routed, the
 * ledger to which addresses, and what is paused. A member that is off or suspended, or about to be,
 * stays in its pool and gets nothing, whoever writes the file; a balancer that is suspended listens
 * nowhere.
 */
final class BalancerRules {
  private final Site site;
  private final Pauses pauses;
  private final List<TrafficRuleRow> rules;

  private BalancerRules(Site site, Pauses pauses) {
    this.site = site;
    this.pauses = pauses;
    this.rules = site.ownRules();
  }

  /** The file that the balancer must have. */
  static HaproxyFile file(Site site, Pauses pauses) {
    LoadBalancing balancing =
        site.component()
            .loadBalancing()
            .orElseThrow(
                () -> new IllegalArgumentException(site.words() + " has no balancing rules"));
    BalancerRules rules = new BalancerRules(site, pauses);
    return new HaproxyFile(
        balancing.method(),
        balancing.persistence(),
        balancing.healthCheck(),
        balancing.virtualIps().stream().flatMap(virtual -> rules.service(virtual)).toList(),
        site.machine().suspended());
  }

  private Stream<HaproxyFile.Service> service(VirtualIp virtual) {
    return rules.stream()
        .filter(rule -> rule.kind() == Kind.VIRTUAL_IP && rule.port() == virtual.port())
        .filter(rule -> virtual.address().isEmpty() || virtual.address().equals(rule.address()))
        .limit(1)
        .map(
            rule ->
                new HaproxyFile.Service(
                    address(rule),
                    rule.port(),
                    virtual.domains(),
                    site.machine().suspended() || pauses.at(balancer(), virtual),
                    servers(virtual, rule.address())));
  }

  private ComponentId balancer() {
    return site.machine().componentId();
  }

  /** Without a virtual address the balancer answers at its own. */
  private String address(TrafficRuleRow rule) {
    return rule.address().orElse(site.machine().privateAddress());
  }

  private List<HaproxyFile.Server> servers(VirtualIp virtual, Optional<String> address) {
    List<HaproxyFile.Server> servers = new ArrayList<>();
    for (PoolMember member : virtual.pool()) {
      rules.stream()
          .filter(rule -> rule.kind() == Kind.POOL_MEMBER && rule.port() == virtual.port())
          .filter(rule -> rule.address().equals(address))
          .filter(rule -> rule.memberComponent().equals(Optional.of(member.component())))
          .filter(rule -> rule.memberPort().equals(Optional.of(member.port())))
          .flatMap(rule -> server(rule, virtual, member).stream())
          .forEach(servers::add);
    }
    return servers;
  }

  private Optional<HaproxyFile.Server> server(
      TrafficRuleRow rule, VirtualIp virtual, PoolMember member) {
    return Neighbourhood.serving(site.peers()).stream()
        .filter(peer -> rule.memberMachineId().equals(Optional.of(peer.id())))
        .findFirst()
        .map(
            peer ->
                new HaproxyFile.Server(
                    name(peer, member.port()),
                    peer.privateAddress(),
                    member.port(),
                    isAway(peer)
                        || pauses.of(balancer(), virtual, peer.componentId(), member.port())));
  }

  private static boolean isAway(MachineRow peer) {
    return peer.suspended() || peer.state() == MachineState.STOPPED;
  }

  /** Unique in its pool, also where one machine is in it at several ports (F40). */
  private String name(MachineRow peer, int port) {
    boolean several =
        Neighbourhood.serving(site.peers()).stream()
                .filter(other -> other.componentName().equals(peer.componentName()))
                .count()
            > 1;
    String machine = several ? peer.componentName() + "." + peer.ordinal() : peer.componentName();
    boolean twice =
        rules.stream()
                .filter(rule -> rule.memberMachineId().equals(Optional.of(peer.id())))
                .map(TrafficRuleRow::memberPort)
                .distinct()
                .count()
            > 1;
    return twice ? machine + ":" + port : machine;
  }
}
