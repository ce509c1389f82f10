package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftConfiguration.DraftFirewallEntry;
import io.gridwright.domain.configuration.DraftConfiguration.DraftLink;
import java.util.ArrayList;
import java.util.List;

/** Links between components, and openings to the outside. */
final class WiringFields {
  private static final int MAXIMUM_ENTRIES = 1000;

  private final ComponentIndex index;

  WiringFields(ComponentIndex index) {
    this.index = index;
  }

  List<Link> links(List<DraftLink> sent, FieldReport report) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < few(sent, report); i++) {
      Link link = link(sent.get(i), report.at(i));
      if (links.contains(link)) {
        report.at(i).fault("this link is listed already; leave it out");
      }
      links.add(link);
    }
    return links;
  }

  List<FirewallEntry> firewall(List<DraftFirewallEntry> sent, FieldReport report) {
    List<FirewallEntry> entries = new ArrayList<>();
    for (int i = 0; i < few(sent, report); i++) {
      FirewallEntry entry = opening(sent.get(i), report.at(i));
      if (entries.contains(entry)) {
        report.at(i).fault("this opening is listed already; leave it out");
      }
      entries.add(entry);
    }
    return entries;
  }

  private Link link(DraftLink sent, FieldReport report) {
    String from = index.existing(sent.from(), report.at("from"));
    String to = index.existing(sent.to(), report.at("to"));
    if (!to.isEmpty() && to.equals(from)) {
      report.at("to").fault("\"%s\" needs no link to itself; name another".formatted(to));
    }
    return new Link(from, to, Fields.port(sent.port(), report.at("port")));
  }

  private FirewallEntry opening(DraftFirewallEntry sent, FieldReport report) {
    String component = index.existing(sent.component(), report.at("component"));
    int port = Fields.port(sent.port(), report.at("port"));
    if (sent.from().isEmpty()) {
      report.at("from").fault("the network is missing; write 0.0.0.0/0 for everyone");
    }
    sent.from().ifPresent(network -> Ipv4.requireNetwork(network, report.at("from")));
    return new FirewallEntry(component, port, sent.from().orElse(""));
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
