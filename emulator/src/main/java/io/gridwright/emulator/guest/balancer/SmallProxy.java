package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.balancer.HaproxyText.Address;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Frontend;
import io.gridwright.emulator.guest.network.Caller;
import io.gridwright.emulator.guest.network.Service;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in where HAProxy is not installed: an HTTP proxy that follows the same file as far as the
 * engine uses it. Each request is passed on whole, so it suits pages, not streams. A reload
 * replaces what the next request is judged by; no connection notices.
 */
final class SmallProxy implements Balancer {
  private static final int LARGEST_BODY = 16 << 20;
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(20);
  private static final Pattern SET_STATE =
      Pattern.compile("set server ([^/\\s]+)/(\\S+) state (ready|drain|maint)");

  private final BalancerNetwork network;
  private final Map<Address, Service> services = new HashMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<ScheduledFuture<?>> checks = new ArrayList<>();
  private volatile Map<String, ProxyPool> pools = Map.of();
  private volatile Map<Address, Frontend> frontends = Map.of();
  private volatile boolean active;

  SmallProxy(BalancerNetwork network) {
    this.network = network;
  }

  @Override
  public Outcome check(String configuration) {
    ProxyPlan plan = ProxyPlanReader.read(configuration);
    return new Outcome(plan.faults().isEmpty(), String.join("\n", plan.faults()));
  }

  @Override
  public synchronized Outcome load(String configuration) {
    ProxyPlan plan = ProxyPlanReader.read(configuration);
    if (!plan.faults().isEmpty()) {
      return check(configuration);
    }
    Map<String, ProxyPool> before = pools;
    Map<String, ProxyPool> next = new HashMap<>();
    plan.backends()
        .forEach(
            (name, backend) ->
                next.put(name, new ProxyPool(backend, Optional.ofNullable(before.get(name)))));
    Map<Address, Frontend> bound = new HashMap<>();
    plan.frontends()
        .forEach(frontend -> frontend.binds().forEach(address -> bound.put(address, frontend)));
    stopChecks();
    pools = Map.copyOf(next);
    frontends = Map.copyOf(bound);
    active = true;
    next.values().forEach(this::startChecks);
    return new Outcome(true, "");
  }

  @Override
  public synchronized void stop() {
    stopChecks();
    active = false;
    pools = Map.of();
    frontends = Map.of();
    services.clear();
    connections.close();
  }

  @Override
  public boolean active() {
    return active;
  }

  @Override
  public String command(String command) {
    Matcher set = SET_STATE.matcher(command.strip());
    if (set.matches()) {
      Optional<ProxyMember> member =
          Optional.ofNullable(pools.get(set.group(1))).flatMap(pool -> pool.member(set.group(2)));
      member.ifPresent(one -> one.admin(stateOf(set.group(3))));
      return member.isPresent() ? "" : "No such server.";
    }
    if (command.startsWith("show servers state") || command.startsWith("show stat")) {
      StringBuilder answer = new StringBuilder();
      pools.forEach(
          (name, pool) ->
              pool.members()
                  .forEach(
                      member ->
                          answer.append(name).append(' ').append(member.describe()).append('\n')));
      return answer.toString();
    }
    return "Unknown command.";
  }

  private static ProxyMember.Admin stateOf(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "drain" -> ProxyMember.Admin.DRAIN;
      case "maint" -> ProxyMember.Admin.MAINTENANCE;
      default -> ProxyMember.Admin.READY;
    };
  }

  @Override
  public synchronized List<Bound> bound() {
    return frontends.keySet().stream()
        .map(
            address ->
                new Bound(
                    address.host(),
                    address.port(),
                    services.computeIfAbsent(address, this::service)))
        .toList();
  }

  private Service service(Address address) {
    return (connection, caller) -> serve(connection, caller, address);
  }

  private void serve(Channel connection, Caller caller, Address address) {
    connections.add(connection);
    connection
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(LARGEST_BODY))
        .addLast(
            new ProxyExchange(
                this, caller.address(), address, Optional.ofNullable(frontends.get(address))));
    connection.config().setAutoRead(true);
  }

  /** Whether new connections are taken there. */
  boolean listens(Address address) {
    return frontends.containsKey(address);
  }

  /**
   * The pool that a request goes to, by the file that is in force now.
   *
   * @param established what its connection began with; goes on where nothing listens any more
   */
  Optional<ProxyPool> pool(Address address, String host, Optional<Frontend> established) {
    return Optional.ofNullable(frontends.get(address))
        .or(() -> established)
        .map(frontend -> pools.get(frontend.backendFor(host)));
  }

  /** The loopback address of a member; empty where its name is unknown. May block. */
  Optional<InetSocketAddress> path(ProxyMember member) {
    Optional<Ipv4> to = network.resolve(member.server().address().host());
    return to.map(address -> network.path(address, member.server().address().port()));
  }

  BalancerNetwork network() {
    return network;
  }

  private void startChecks(ProxyPool pool) {
    for (ProxyMember member : pool.members()) {
      if (member.server().checked()) {
        long interval = Math.max(LEAST_INTERVAL.toNanos(), member.server().interval().toNanos());
        ProxyCheck check = new ProxyCheck(this, member, pool.backend().checkPath());
        checks.add(
            network
                .wires()
                .timer()
                .scheduleWithFixedDelay(
                    () -> network.wires().work().execute(check),
                    0,
                    interval,
                    TimeUnit.NANOSECONDS));
      }
    }
  }

  private void stopChecks() {
    checks.forEach(check -> check.cancel(false));
    checks.clear();
  }
}
