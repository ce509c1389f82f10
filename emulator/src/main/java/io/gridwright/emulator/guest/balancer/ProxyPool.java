package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Backend;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend with its members: chooses one for each request. */
final class ProxyPool {
  private final Backend backend;
  private final List<ProxyMember> members;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<Ipv4, String> stuck = new ConcurrentHashMap<>();

  ProxyPool(Backend backend, Optional<ProxyPool> before) {
    this.backend = backend;
    this.members = backend.servers().stream().map(ProxyMember::new).toList();
    before.ifPresent(this::continueAs);
  }

  private void continueAs(ProxyPool before) {
    stuck.putAll(before.stuck);
    members.forEach(member -> before.member(member.server().name()).ifPresent(member::continueAs));
  }

  Backend backend() {
    return backend;
  }

  List<ProxyMember> members() {
    return members;
  }

  Optional<ProxyMember> member(String name) {
    return members.stream().filter(member -> member.server().name().equals(name)).findFirst();
  }

  /**
   * The member for a request.
   *
   * @param cookie the client's value of the backend's cookie
   * @param failed members that could not be connected to for this request
   */
  Optional<ProxyMember> choose(Ipv4 client, Optional<String> cookie, Set<ProxyMember> failed) {
    Optional<ProxyMember> own =
        cookie
            .flatMap(this::ofCookie)
            .or(() -> Optional.ofNullable(stuck.get(client)).flatMap(this::member))
            .filter(member -> member.takesOwn() && !failed.contains(member));
    if (own.isPresent()) {
      return own;
    }
    List<ProxyMember> able =
        members.stream().filter(one -> one.takesNew() && !failed.contains(one)).toList();
    if (able.isEmpty()) {
      return Optional.empty();
    }
    ProxyMember chosen = balance(client, able);
    if (backend.stickOnSource()) {
      stuck.put(client, chosen.server().name());
    }
    return Optional.of(chosen);
  }

  private Optional<ProxyMember> ofCookie(String value) {
    return members.stream()
        .filter(member -> member.server().cookie().filter(value::equals).isPresent())
        .findFirst();
  }

  private ProxyMember balance(Ipv4 client, List<ProxyMember> able) {
    int next = Math.floorMod(turn.getAndIncrement(), able.size());
    return switch (backend.balance()) {
      case ROUND_ROBIN -> able.get(next);
      case SOURCE -> able.get(Math.floorMod(client.bits(), able.size()));
      case LEAST_CONNECTIONS ->
          java.util.stream.IntStream.range(0, able.size())
              .mapToObj(i -> able.get((next + i) % able.size()))
              .min(Comparator.comparingInt(ProxyMember::active))
              .orElseThrow();
    };
  }
}
