package io.gridwright.activities.grid;

import io.gridwright.proxmox.firewall.FirewallRule;
import io.gridwright.store.traffic.TrafficRuleRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a machine's rules in the ledger let in: its firewall rules and its virtual ports. */
final class Openings {
  private static final String EVERYBODY = "0.0.0.0/0";
  private static final String COMMENT = "gridwright";

  private Openings() {}

  private record Opening(String source, int port) implements Comparable<Opening> {
    @Override
    public int compareTo(Opening other) {
      int byPort = Integer.compare(port, other.port);
      return byPort == 0 ? source.compareTo(other.source) : byPort;
    }
  }

  /** Each opening once, by port. */
  static List<FirewallRule> of(List<TrafficRuleRow> rules) {
    return rules.stream()
        .filter(rule -> rule.state() != TrafficRuleRow.State.REMOVED)
        .flatMap(Openings::opening)
        .distinct()
        .sorted()
        .map(
            opening ->
                FirewallRule.acceptTcp(opening.source(), Integer.toString(opening.port()))
                    .commented(COMMENT))
        .toList();
  }

  private static Stream<Opening> opening(TrafficRuleRow rule) {
    Optional<Opening> opening =
        switch (rule.kind()) {
          case FIREWALL -> Optional.of(new Opening(rule.source().orElse(EVERYBODY), rule.port()));
          case VIRTUAL_IP -> Optional.of(new Opening(EVERYBODY, rule.port()));
          case POOL_MEMBER -> Optional.empty();
        };
    return opening.stream();
  }
}
