package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.store.IdSource;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.AddressUse;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.store.traffic.TrafficRuleRow.Kind;
import io.gridwright.store.traffic.TrafficRuleRow.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that a document asks for between its machines: virtual addresses and their pools on
 * balancers; openings in the firewalls of whoever is linked to, pooled, or opened by the customer.
 */
final class RulePlan {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final IdSource ids;
  private final OperationRow operation;
  private final ConfigurationDocument document;
  private final List<AddressRow> addresses;
  private final List<MachineRow> machines;

  private record Opening(MachineId machine, int port, String source) {}

  private final Set<Opening> opened = new HashSet<>();

  RulePlan(
      IdSource ids,
      OperationRow operation,
      ConfigurationDocument document,
      List<AddressRow> addresses,
      List<MachineRow> machines) {
    this.ids = ids;
    this.operation = operation;
    this.document = document;
    this.addresses = addresses;
    this.machines = machines;
  }

  /** What is asked for and not there. */
  List<TrafficRuleRow> missing(List<TrafficRuleRow> present) {
    Set<Sense> there = senses(present);
    return all().stream().filter(rule -> !there.contains(Sense.of(rule))).toList();
  }

  /** What is there and not asked for. */
  List<TrafficRuleRow> surplus(List<TrafficRuleRow> present) {
    Set<Sense> wanted = senses(all());
    return present.stream().filter(rule -> !wanted.contains(Sense.of(rule))).toList();
  }

  /** What a rule does, whoever wrote it; an opening knows its caller by the address. */
  private record Sense(
      Kind kind,
      MachineId machine,
      Optional<String> address,
      int port,
      Optional<MachineId> member,
      Optional<Integer> memberPort,
      Optional<String> source) {
    static Sense of(TrafficRuleRow rule) {
      return new Sense(
          rule.kind(),
          rule.machineId(),
          rule.address(),
          rule.port(),
          rule.kind() == Kind.FIREWALL ? Optional.empty() : rule.memberMachineId(),
          rule.memberPort(),
          rule.source());
    }
  }

  private static Set<Sense> senses(List<TrafficRuleRow> rules) {
    return rules.stream().map(Sense::of).collect(Collectors.toSet());
  }

  private List<TrafficRuleRow> all() {
    opened.clear();
    List<TrafficRuleRow> rules = new ArrayList<>();
    document.components().forEach(c -> rules.addAll(balanced(c)));
    document.links().forEach(l -> rules.addAll(linked(l)));
    document.firewall().forEach(f -> rules.addAll(opened(f)));
    return rules;
  }

  private List<TrafficRuleRow> balanced(Component balancer) {
    List<TrafficRuleRow> rules = new ArrayList<>();
    for (VirtualIp ip : balancer.virtualIps()) {
      of(balancer.name()).filter(m -> m.ordinal() == 0).forEach(m -> balanced(m, ip, rules));
    }
    return rules;
  }

  private void balanced(MachineRow balancer, VirtualIp ip, List<TrafficRuleRow> rules) {
    Optional<String> address = ip.address().or(() -> auto(balancer));
    rules.add(
        rule(
            Kind.VIRTUAL_IP,
            balancer,
            address,
            ip.port(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    open(balancer, ip.port(), ANYWHERE, Optional.empty()).ifPresent(rules::add);
    for (PoolMember member : ip.pool()) {
      of(member.component())
          .forEach(
              machine -> {
                rules.add(
                    rule(
                        Kind.POOL_MEMBER,
                        balancer,
                        address,
                        ip.port(),
                        Optional.of(machine),
                        Optional.of(member.port()),
                        Optional.empty()));
                open(machine, member.port(), host(balancer), Optional.of(balancer))
                    .ifPresent(rules::add);
              });
    }
  }

  private List<TrafficRuleRow> linked(Link link) {
    return of(link.to())
        .flatMap(
            to ->
                of(link.from())
                    .flatMap(from -> open(to, link.port(), host(from), Optional.of(from)).stream()))
        .toList();
  }

  private List<TrafficRuleRow> opened(FirewallEntry entry) {
    return of(entry.component())
        .flatMap(m -> open(m, entry.port(), entry.from(), Optional.empty()).stream())
        .toList();
  }

  /** The same opening wanted twice is one rule. */
  private Optional<TrafficRuleRow> open(
      MachineRow machine, int port, String source, Optional<MachineRow> from) {
    if (!opened.add(new Opening(machine.id(), port, source))) {
      return Optional.empty();
    }
    return Optional.of(
        rule(
            Kind.FIREWALL,
            machine,
            Optional.empty(),
            port,
            from,
            Optional.empty(),
            Optional.of(source)));
  }

  private TrafficRuleRow rule(
      Kind kind,
      MachineRow on,
      Optional<String> address,
      int port,
      Optional<MachineRow> peer,
      Optional<Integer> memberPort,
      Optional<String> source) {
    return new TrafficRuleRow(
        ids.next(),
        operation.id(),
        operation.configurationId(),
        kind,
        on.componentId(),
        on.id(),
        address,
        port,
        peer.map(MachineRow::componentName),
        peer.map(MachineRow::id),
        memberPort,
        source,
        State.PLANNED);
  }

  /** The balancer's own; a duplicate answers for its original's until traffic moves to it. */
  private Optional<String> auto(MachineRow balancer) {
    List<String> named =
        document.components().stream()
            .flatMap(c -> c.virtualIps().stream())
            .flatMap(v -> v.address().stream())
            .toList();
    Set<MachineId> living = machines.stream().map(MachineRow::id).collect(Collectors.toSet());
    return addresses.stream()
        .filter(AddressRow::isPublic)
        .filter(a -> a.addressUse().equals(Optional.of(AddressUse.VIRTUAL)))
        .filter(a -> a.componentId().equals(Optional.of(balancer.componentId())))
        .filter(a -> a.machineId().filter(living::contains).isPresent())
        .filter(a -> !named.contains(a.address()))
        .min(Comparator.comparing(a -> !a.machineId().equals(Optional.of(balancer.id()))))
        .map(AddressRow::address);
  }

  private Stream<MachineRow> of(String component) {
    return machines.stream().filter(m -> m.componentName().equals(component));
  }

  private static String host(MachineRow machine) {
    return machine.privateAddress() + "/32";
  }
}
