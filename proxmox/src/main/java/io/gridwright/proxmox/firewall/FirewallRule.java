package io.gridwright.proxmox.firewall;

import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Digest;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of a machine's firewall.
 *
 * @param position from 0, first match wins; empty for one not written yet
 * @param protocol {@code tcp}, {@code udp}, …
 * @param source address, network, range or {@code +ipset}
 * @param destinationPorts {@code 80}, {@code 80,443}, {@code 1000:2000}
 * @param networkCard {@code net0}; empty for all
 * @param digest of the rules it was read with
 */
public record FirewallRule(
    OptionalInt position,
    Direction direction,
    Action action,
    boolean enabled,
    Optional<String> protocol,
    Optional<String> source,
    Optional<String> destination,
    Optional<String> destinationPorts,
    Optional<String> networkCard,
    Optional<String> macro,
    String comment,
    Optional<Digest> digest) {

  /** Seen from the machine. */
  public enum Direction {
    IN,
    OUT
  }

  /** What becomes of a packet. */
  public enum Action {
    ACCEPT,
    DROP,
    REJECT
  }

  public static FirewallRule accept(Direction direction) {
    return new FirewallRule(
        OptionalInt.empty(),
        direction,
        Action.ACCEPT,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** Accepts TCP from that source to those ports. */
  public static FirewallRule acceptTcp(String source, String ports) {
    return accept(Direction.IN).protocol("tcp").from(source).ports(ports);
  }

  public FirewallRule protocol(String name) {
    return copy(Optional.of(name), source, destination, destinationPorts, comment);
  }

  public FirewallRule from(String addresses) {
    return copy(protocol, Optional.of(addresses), destination, destinationPorts, comment);
  }

  public FirewallRule to(String addresses) {
    return copy(protocol, source, Optional.of(addresses), destinationPorts, comment);
  }

  public FirewallRule ports(String list) {
    return copy(protocol, source, destination, Optional.of(list), comment);
  }

  public FirewallRule commented(String text) {
    return copy(protocol, source, destination, destinationPorts, text);
  }

  private FirewallRule copy(
      Optional<String> newProtocol,
      Optional<String> newSource,
      Optional<String> newDestination,
      Optional<String> newPorts,
      String newComment) {
    return new FirewallRule(
        position,
        direction,
        action,
        enabled,
        newProtocol,
        newSource,
        newDestination,
        newPorts,
        networkCard,
        macro,
        newComment,
        digest);
  }

  /** Whether it says the same, wherever it stands. */
  public boolean sameAs(FirewallRule other) {
    return comparable().equals(other.comparable());
  }

  private FirewallRule comparable() {
    return new FirewallRule(
        OptionalInt.empty(),
        direction,
        action,
        enabled,
        protocol,
        source,
        destination,
        destinationPorts,
        networkCard,
        macro,
        comment,
        Optional.empty());
  }

  /** Rules of other kinds, such as groups, are none of ours: empty. */
  static Optional<FirewallRule> from(Fields row) {
    String type = row.textOrEmpty("type").toUpperCase(Locale.ROOT);
    String action = row.textOrEmpty("action").toUpperCase(Locale.ROOT);
    if (!type.matches("IN|OUT") || !action.matches("ACCEPT|DROP|REJECT")) {
      return Optional.empty();
    }
    return Optional.of(
        new FirewallRule(
            row.integer("pos"),
            Direction.valueOf(type),
            Action.valueOf(action),
            row.flag("enable"),
            row.nonBlank("proto"),
            row.nonBlank("source"),
            row.nonBlank("dest"),
            row.nonBlank("dport"),
            row.nonBlank("iface"),
            row.nonBlank("macro"),
            row.textOrEmpty("comment").strip(),
            row.nonBlank("digest").map(Digest::of)));
  }

  Call addTo(Call call) {
    return call.with("type", direction.name().toLowerCase(Locale.ROOT))
        .with("action", action.name())
        .with("enable", enabled)
        .with("proto", protocol)
        .with("source", source)
        .with("dest", destination)
        .with("dport", destinationPorts)
        .with("iface", networkCard)
        .with("macro", macro)
        .with("comment", Optional.of(comment).filter(text -> !text.isEmpty()));
  }
}
