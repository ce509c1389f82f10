package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.Cidr;
import io.gridwright.emulator.guest.address.Ipv4;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A machine's firewall as Proxmox VE has it (API.md 10.11): the first enabled rule that matches
 * decides, else the policy. Judges TCP connections only; whether a card is filtered at all is said
 * by the card.
 *
 * <p>Before the rules comes the filter of a card's own addresses: with {@code ipfilter}, or with a
 * set {@code ipfilter-netN}, nothing leaves card N from an address that isn't in the set, neither
 * packets nor ARP. A machine without such a set then has no IPv4 address at all. The filter of MACs
 * needs no judge: guests here always use the MAC of their card.
 */
public record PacketFilter(
    Map<String, String> options,
    List<Map<String, String>> rules,
    Map<String, List<Map<String, String>>> sets) {
  private static final Map<String, Set<Integer>> MACROS =
      Map.of(
          "http", Set.of(80),
          "https", Set.of(443),
          "web", Set.of(80, 443),
          "ssh", Set.of(22),
          "mysql", Set.of(3306),
          "smtp", Set.of(25));

  /** A machine without a firewall. */
  public static final PacketFilter NONE = new PacketFilter(Map.of(), List.of(), Map.of());

  /** What becomes of a connection. */
  public enum Decision {
    ACCEPT,
    REJECT,
    DROP
  }

  /** Whether the guest may use the address on the card ({@code net0}). */
  public boolean permits(String card, Ipv4 address) {
    List<Map<String, String>> own = sets.get("ipfilter-" + card);
    if (!enabled() || own == null && !"1".equals(options.get("ipfilter"))) {
      return true;
    }
    return own != null && setHolds(own, address);
  }

  private boolean enabled() {
    return "1".equals(options.get("enable"));
  }

  /** Entries marked {@code nomatch} take out what others let in. */
  private static boolean setHolds(List<Map<String, String>> entries, Ipv4 address) {
    List<Map<String, String>> matching =
        entries.stream()
            .filter(entry -> networksHold(entry.getOrDefault("cidr", ""), address))
            .toList();
    return !matching.isEmpty()
        && matching.stream().noneMatch(entry -> "1".equals(entry.get("nomatch")));
  }

  /** Whether a connection from the source to the guest's address and port gets in. */
  public Decision inward(NetworkSide side) {
    return decide("in", "policy_in", "DROP", side);
  }

  /** Whether the guest may open a connection. */
  public Decision outward(NetworkSide side) {
    return decide("out", "policy_out", "ACCEPT", side);
  }

  /** The two ends of a connection, and the card ({@code net0}) that it crosses. */
  public record NetworkSide(Ipv4 source, Ipv4 destination, int port, String card) {}

  private Decision decide(String type, String policy, String otherwise, NetworkSide side) {
    if (!enabled()) {
      return Decision.ACCEPT;
    }
    return rules.stream()
        .filter(rule -> type.equals(rule.get("type")) && "1".equals(rule.get("enable")))
        .filter(rule -> matches(rule, side))
        .findFirst()
        .map(rule -> decision(rule.get("action")))
        .orElseGet(() -> decision(options.getOrDefault(policy, otherwise)));
  }

  private boolean matches(Map<String, String> rule, NetworkSide side) {
    return text(rule, "iface").map(side.card()::equals).orElse(true)
        && text(rule, "proto").map(proto -> proto.equals("tcp") || proto.equals("6")).orElse(true)
        && text(rule, "macro").map(macro -> macroHolds(macro, side.port())).orElse(true)
        && text(rule, "dport").map(ports -> portsHold(ports, side.port())).orElse(true)
        && text(rule, "source").map(list -> placesHold(list, side.source())).orElse(true)
        && text(rule, "dest").map(list -> placesHold(list, side.destination())).orElse(true);
  }

  private static boolean macroHolds(String macro, int port) {
    return MACROS.getOrDefault(macro.toLowerCase(Locale.ROOT), Set.of()).contains(port);
  }

  private static boolean portsHold(String list, int port) {
    for (String part : list.split(",")) {
      String[] ends = part.strip().split(":", 2);
      if (!ends[0].matches("\\d{1,5}") || !ends[ends.length - 1].matches("\\d{1,5}")) {
        continue;
      }
      if (Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  /** Networks, or {@code +name} for an address set of the machine. */
  private boolean placesHold(String list, Ipv4 address) {
    return list.startsWith("+")
        ? setHolds(sets.getOrDefault(list.substring(1), List.of()), address)
        : networksHold(list, address);
  }

  private static boolean networksHold(String list, Ipv4 address) {
    for (String part : list.split(",")) {
      String[] ends = part.strip().split("-", 2);
      if (ends.length == 2) {
        Optional<Ipv4> from = Ipv4.parse(ends[0]);
        Optional<Ipv4> to = Ipv4.parse(ends[1]);
        if (from.isPresent()
            && to.isPresent()
            && from.get().compareTo(address) <= 0
            && address.compareTo(to.get()) <= 0) {
          return true;
        }
      } else if (Cidr.parse(part).map(network -> network.contains(address)).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> text(Map<String, String> rule, String key) {
    return Optional.ofNullable(rule.get(key)).filter(value -> !value.isBlank());
  }

  private static Decision decision(String action) {
    return switch (action.toUpperCase(Locale.ROOT)) {
      case "ACCEPT" -> Decision.ACCEPT;
      case "REJECT" -> Decision.REJECT;
      default -> Decision.DROP;
    };
  }
}
