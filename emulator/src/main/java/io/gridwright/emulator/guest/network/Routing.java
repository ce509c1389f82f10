package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.network.PacketFilter.Decision;
import io.gridwright.emulator.guest.network.PacketFilter.NetworkSide;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Who reaches whom, given all running guests: a pure function of their stations.
 *
 * <p>A private address is reached within its VLAN and bridge only, a public one from anywhere. Then
 * the cable of either node, the links, and the filters of both guests are asked. Of two guests that
 * answer at one address the one that announced itself last wins, as in a switch's tables.
 */
final class Routing {
  private record Spot(String realm, Ipv4 address) {}

  private record Held(Station station, CardAddress address) {}

  private final Map<Integer, Station> stations;
  private final Map<Spot, List<Held>> holders = new HashMap<>();
  private final ToLongFunction<Station> announced;

  Routing(Map<Integer, Station> stations, ToLongFunction<Station> announced) {
    this.stations = stations;
    this.announced = announced;
    for (Station station : stations.values()) {
      for (CardAddress address : station.addresses()) {
        holders
            .computeIfAbsent(new Spot(address.realm(), address.address()), s -> new ArrayList<>())
            .add(new Held(station, address));
      }
    }
  }

  /** The addresses at which more than one guest answers, with the guests. */
  Map<String, List<Integer>> answeredTwice() {
    Map<String, List<Integer>> twice = new HashMap<>();
    holders.forEach(
        (spot, held) -> {
          List<Integer> answering =
              held.stream()
                  .filter(one -> one.station().answersAt(one.address()))
                  .map(one -> one.station().vmid())
                  .distinct()
                  .toList();
          if (answering.size() > 1) {
            twice.put(spot.address() + " (" + spot.realm() + ")", answering);
          }
        });
    return twice;
  }

  /** A client outside the grid calls an endpoint; firewalls see its address. */
  Verdict fromOutside(Ipv4 client, Endpoint endpoint) {
    return owner(endpoint.realm(), endpoint.address())
        .map(
            held ->
                held.station().nodeConnected()
                    ? arrive(client, held, endpoint.port())
                    : Verdict.DROPPED)
        .orElse(Verdict.REFUSED);
  }

  /** A guest calls an address. */
  Verdict fromGuest(int vmid, Ipv4 to, int port) {
    Station caller = stations.get(vmid);
    if (caller == null || !caller.up()) {
      return Verdict.REFUSED;
    }
    Optional<CardAddress> source = source(caller, to);
    if (source.isEmpty()) {
      return Verdict.DROPPED;
    }
    if (!source.get().card().linkUp() || !caller.mayUse(source.get())) {
      return Verdict.DROPPED;
    }
    String realm = to.isPrivate() ? source.get().card().segment() : CardAddress.PUBLIC;
    Optional<Held> target = owner(realm, to);
    if (target.isEmpty()) {
      return Verdict.REFUSED;
    }
    if (!cabled(caller, target.get().station())) {
      return Verdict.DROPPED;
    }
    NetworkSide side = side(source.get().address(), source.get(), to, port);
    Decision out =
        source.get().card().firewalled() ? caller.filter().outward(side) : Decision.ACCEPT;
    return switch (out) {
      case ACCEPT -> arrive(source.get().address(), target.get(), port);
      case REJECT -> Verdict.REFUSED;
      case DROP -> Verdict.DROPPED;
    };
  }

  /** The address that a guest uses towards another. */
  Optional<CardAddress> source(Station caller, Ipv4 to) {
    Comparator<CardAddress> best =
        Comparator.comparing((CardAddress own) -> own.cidr().contains(to))
            .thenComparing(own -> !to.isPrivate() && !own.address().isPrivate())
            .thenComparing(own -> own.address().isPrivate());
    return caller.addresses().stream().filter(own -> !to.isPrivate() || reaches(own, to)).max(best);
  }

  /** The cables that packets from a guest to an address go through: none within a node. */
  List<String> cables(int vmid, Ipv4 to) {
    Station caller = stations.get(vmid);
    if (caller == null) {
      return List.of();
    }
    return source(caller, to)
        .flatMap(own -> owner(to.isPrivate() ? own.card().segment() : CardAddress.PUBLIC, to))
        .map(held -> held.station().node())
        .filter(node -> !node.equals(caller.node()))
        .map(node -> List.of(caller.node(), node))
        .orElse(List.of());
  }

  Collection<Station> stations() {
    return stations.values();
  }

  private boolean reaches(CardAddress own, Ipv4 to) {
    return own.cidr().contains(to) && own.address().isPrivate()
        || holders.containsKey(new Spot(own.card().segment(), to));
  }

  private Optional<Held> owner(String realm, Ipv4 address) {
    List<Held> held = holders.getOrDefault(new Spot(realm, address), List.of());
    return held.stream()
        .filter(one -> one.station().up())
        .max(
            Comparator.comparing((Held one) -> one.station().mayUse(one.address()))
                .thenComparing(one -> one.address().card().linkUp())
                .thenComparing(one -> one.station().nodeConnected())
                .thenComparing(one -> announced.applyAsLong(one.station())));
  }

  private static boolean cabled(Station one, Station other) {
    return one.node().equals(other.node()) || one.nodeConnected() && other.nodeConnected();
  }

  private static Verdict arrive(Ipv4 source, Held target, int port) {
    CardAddress at = target.address();
    if (!target.station().answersAt(at)) {
      return Verdict.DROPPED;
    }
    Decision in =
        at.card().firewalled()
            ? target.station().filter().inward(side(source, at, at.address(), port))
            : Decision.ACCEPT;
    if (in != Decision.ACCEPT) {
      return in == Decision.REJECT ? Verdict.REFUSED : Verdict.DROPPED;
    }
    Service service = target.station().services().get(new Station.Socket(at.address(), port));
    return service == null
        ? new Verdict.Deaf(target.station())
        : new Verdict.Open(target.station(), service);
  }

  private static NetworkSide side(Ipv4 source, CardAddress card, Ipv4 to, int port) {
    return new NetworkSide(source, to, port, "net" + card.card().index());
  }
}
