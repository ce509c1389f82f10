package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.violation.ViolationKind;
import io.gridwright.emulator.guest.violation.Violations;
import io.gridwright.emulator.socket.Binding;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * The network between guests and to the outside.
 *
 * <p>Every address and port that a running guest serves has a port for clients outside; every pair
 * of a guest and an endpoint that it calls has a loopback port of its own, so that filters and
 * VLANs see the true caller. Each change of a guest judges all of them anew and lets each port
 * listen, refuse or swallow accordingly. An outside port is held, refusing, while its machine is
 * off.
 *
 * <p>Methods may block for a bind; none may be called from an event loop.
 */
public final class Fabric implements AutoCloseable {
  private static final Duration BETWEEN_NODES = Duration.ofNanos(300_000);

  private record PathKey(int vmid, Ipv4 to, int port) {}

  private final Wires wires;
  private final Binding bind;
  private final PortBook ports;
  private final Violations violations;
  private final Duration crossing;
  private final Map<Integer, Station> stations = new HashMap<>();
  private final Map<Endpoint, Outlet> outside = new HashMap<>();
  private final Map<Integer, Set<Endpoint>> served = new HashMap<>();
  private final Map<PathKey, Outlet> paths = new HashMap<>();
  private final Map<Integer, Long> announcements = new HashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private final Sessions sessions = new Sessions();
  private long announced;
  private volatile Routing routing = new Routing(Map.of(), station -> 0);

  /**
   * Lays the wires.
   *
   * @param bind where the ports for clients outside are open
   * @param firstPort first loopback port for guests; 0 takes free ones
   * @param latency factor on the delay between nodes (0.3 ms at 1)
   */
  public Fabric(
      Wires wires,
      Binding bind,
      Path portFile,
      int firstPort,
      double latency,
      Violations violations) {
    this.wires = wires;
    this.bind = bind;
    this.ports = new PortBook(bind, portFile, firstPort);
    this.violations = violations;
    this.crossing = Duration.ofNanos((long) (BETWEEN_NODES.toNanos() * latency));
  }

  /** Plugs a guest in, or replaces what is known of it. */
  public synchronized void update(Station station) {
    Station before = stations.put(station.vmid(), station);
    if (before == null || !before.up() && station.up()) {
      announcements.put(station.vmid(), ++announced);
    }
    expose(station);
    settle();
  }

  /** Unplugs a guest that no longer runs; its outside ports refuse until it comes back. */
  public synchronized void remove(int vmid) {
    if (stations.remove(vmid) != null) {
      closePaths(vmid);
      settle();
    }
  }

  /** Forgets a machine that no longer exists, with its outside ports. */
  public synchronized void forget(int vmid) {
    stations.remove(vmid);
    closePaths(vmid);
    served.remove(vmid);
    announcements.remove(vmid);
    closeUnserved();
    settle();
  }

  /** Gratuitous ARP: the guest says that it has the address. */
  public synchronized void announce(int vmid) {
    announcements.put(vmid, ++announced);
    settle();
  }

  /** Where the outside reaches what the guest serves, by address and then port. */
  public synchronized Map<Ipv4, Map<Integer, String>> reachable(int vmid) {
    Map<Ipv4, Map<Integer, String>> reachable = new TreeMap<>();
    for (Endpoint endpoint : served.getOrDefault(vmid, Set.of())) {
      reachable
          .computeIfAbsent(endpoint.address(), address -> new TreeMap<>())
          .put(endpoint.port(), bind.host() + ":" + outside.get(endpoint).port());
    }
    return reachable;
  }

  /** The loopback address by which the guest calls another; it stays until the guest goes off. */
  public synchronized InetSocketAddress path(int vmid, Ipv4 to, int port) {
    Outlet outlet =
        paths.computeIfAbsent(
            new PathKey(vmid, to, port),
            key -> {
              Outlet fresh =
                  new Outlet(
                      wires,
                      Binding.LOOPBACK.at(ports.internal()),
                      (c, o) -> welcomeGuest(c, o, key));
              apply(fresh, routing.fromGuest(vmid, to, port), () -> ports.internal());
              return fresh;
            });
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), outlet.port());
  }

  /** How many connections to these ports of a guest are open. */
  public int established(int vmid, Collection<Integer> ofPorts) {
    return sessions.established(vmid, ofPorts);
  }

  /** How long a packet takes there and back beyond the loopback's own time. */
  public Duration roundTrip(int vmid, Ipv4 to) {
    List<String> cables = routing.cables(vmid, to);
    return cables.stream()
        .map(node -> delays.getOrDefault(node, Duration.ZERO))
        .reduce(cables.isEmpty() ? Duration.ZERO : crossing, Duration::plus);
  }

  /** Makes every packet there and back over a node's cable take so much longer. */
  public void delay(String node, Duration roundTrip) {
    delays.put(node, roundTrip);
  }

  /** A free loopback port for a process inside a guest. */
  public int internalPort() {
    return ports.internal();
  }

  /** Gives such a port back. */
  public void releasePort(int port) {
    ports.release(port);
  }

  @Override
  public synchronized void close() {
    paths.values().forEach(Outlet::close);
    outside.values().forEach(Outlet::close);
    paths.clear();
    outside.clear();
    served.clear();
    ports.close();
  }

  private void expose(Station station) {
    Set<Endpoint> endpoints = new HashSet<>();
    for (Station.Socket socket : station.services().keySet()) {
      station.addresses().stream()
          .filter(own -> own.address().equals(socket.address()))
          .map(own -> new Endpoint(own.realm(), own.address(), socket.port()))
          .forEach(endpoints::add);
    }
    if (!station.up()) {
      endpoints.addAll(served.getOrDefault(station.vmid(), Set.of()));
    }
    endpoints.forEach(endpoint -> outside.computeIfAbsent(endpoint, this::outsideOutlet));
    served.put(station.vmid(), endpoints);
    closeUnserved();
  }

  private void closeUnserved() {
    Set<Endpoint> wanted = new HashSet<>();
    served.values().forEach(wanted::addAll);
    List<Endpoint> unserved =
        outside.entrySet().stream()
            .filter(entry -> !wanted.contains(entry.getKey()) && !entry.getValue().isInUse())
            .map(Map.Entry::getKey)
            .toList();
    unserved.forEach(endpoint -> outside.remove(endpoint).close());
  }

  private Outlet outsideOutlet(Endpoint endpoint) {
    return new Outlet(
        wires, bind.at(ports.portOf(endpoint)), (c, outlet) -> welcomeClient(c, outlet, endpoint));
  }

  private void closePaths(int vmid) {
    List<PathKey> own = new ArrayList<>();
    paths.keySet().stream().filter(key -> key.vmid() == vmid).forEach(own::add);
    for (PathKey key : own) {
      Outlet outlet = paths.remove(key);
      outlet.close();
      ports.release(outlet.port());
    }
  }

  private void settle() {
    Map<Integer, Long> order = Map.copyOf(announcements);
    Routing now =
        new Routing(Map.copyOf(stations), station -> order.getOrDefault(station.vmid(), 0L));
    routing = now;
    Ipv4 client = Caller.outside(InetAddress.getLoopbackAddress()).address();
    outside.forEach(
        (endpoint, outlet) ->
            apply(outlet, now.fromOutside(client, endpoint), () -> ports.anotherFor(endpoint)));
    paths.forEach(
        (key, outlet) ->
            apply(outlet, now.fromGuest(key.vmid(), key.to(), key.port()), ports::internal));
    violations.observe(ViolationKind.ADDRESS_ANSWERED_TWICE, twice(now));
  }

  private static List<Violations.Breach> twice(Routing now) {
    List<Violations.Breach> breaches = new ArrayList<>();
    now.answeredTwice()
        .forEach(
            (address, machines) ->
                breaches.add(
                    new Violations.Breach(
                        address,
                        machines,
                        "machines " + machines + " run and answer at " + address)));
    return breaches;
  }

  private static void apply(Outlet outlet, Verdict verdict, IntSupplier otherPort) {
    try {
      outlet.apply(verdict);
    } catch (IOException taken) {
      try {
        outlet.moveTo(otherPort.getAsInt());
      } catch (IOException e) {
        e.addSuppressed(taken);
        throw new UncheckedIOException("no loopback port can be bound for a guest", e);
      }
    }
  }

  private void welcomeClient(Channel connection, Outlet outlet, Endpoint endpoint) {
    Caller caller = Caller.outside(((InetSocketAddress) connection.remoteAddress()).getAddress());
    Verdict verdict = routing.fromOutside(caller.address(), endpoint);
    welcome(connection, caller, endpoint.port(), verdict, Optional.empty());
  }

  private void welcomeGuest(Channel connection, Outlet outlet, PathKey key) {
    Routing now = routing;
    Optional<Station> station =
        now.stations().stream().filter(one -> one.vmid() == key.vmid()).findFirst();
    Optional<Ipv4> source =
        station.flatMap(one -> now.source(one, key.to())).map(own -> own.address());
    if (source.isEmpty()) {
      connection.close();
      return;
    }
    welcome(
        connection,
        new Caller(source.get(), key.vmid()),
        key.port(),
        now.fromGuest(key.vmid(), key.to(), key.port()),
        station);
  }

  private void welcome(
      Channel connection, Caller caller, int port, Verdict verdict, Optional<Station> client) {
    if (!(verdict instanceof Verdict.Open open)) {
      connection.close();
      return;
    }
    sessions.opened(open.target().vmid(), port, connection);
    connection.pipeline().addLast(open.target().meter().asServer());
    client.ifPresent(station -> connection.pipeline().addLast(station.meter().asClient()));
    open.service().serve(connection, caller);
  }
}
