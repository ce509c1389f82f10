package io.gridwright.activities.guest;

import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.LoadBalancing.Method;
import io.gridwright.domain.configuration.LoadBalancing.Persistence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * HAProxy's configuration of one balancer (F38 to F41, F48, F49). Pausing cuts nothing off: what is
 * established finishes in the process that a reload replaces.
 *
 * @param services in the order of the document
 * @param withdrawn whether its addresses are taken off the card: the whole balancer is suspended
 */
public record HaproxyFile(
    Method method,
    Persistence persistence,
    HealthCheck check,
    List<Service> services,
    boolean withdrawn) {
  public static final String PATH = "/etc/haproxy/haproxy.cfg";

  private static final String WHOSE = "# Written by Gridwright; changes are lost.\n";

  /** HAProxy refuses to run without a place to listen, so one is left where all are paused. */
  private static final String IDLE =
      """

      frontend idle
          bind unix@/run/haproxy/idle.sock mode 600
          http-request deny
      """;

  /**
   * A kept connection that is idle at a reload is closed with its next answer, not under a client
   * that is just asking again ({@code idle-close-on-response}).
   */
  private static final String HEAD =
      """
      global
          user haproxy
          group haproxy
          maxconn 20000
          log /dev/log local0
          stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
          stats timeout 30s

      defaults
          mode http
          log global
          option httplog
          option dontlognull
          option forwardfor
          option redispatch
          option idle-close-on-response
          retries 3
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          timeout queue 10s
          timeout http-request 10s
          timeout http-keep-alive 10s
      """;

  public HaproxyFile {
    services = List.copyOf(services);
  }

  /**
   * A virtual address and port with its pool.
   *
   * @param domains host names routed to this pool; empty routes all others
   * @param paused nothing new is taken there
   */
  public record Service(
      String address, int port, List<String> domains, boolean paused, List<Server> servers) {
    public Service {
      domains = List.copyOf(domains);
      servers = List.copyOf(servers);
    }

    private String frontend() {
      return "virtual-" + address + "-" + port;
    }
  }

  /**
   * A pool member.
   *
   * @param name unique within its pool
   * @param paused in the pool, but gets nothing
   */
  public record Server(String name, String address, int port, boolean paused) {}

  /** Of a balancer that is not suspended. */
  public HaproxyFile(
      Method method, Persistence persistence, HealthCheck check, List<Service> services) {
    this(method, persistence, check, services, false);
  }

  /** The addresses on the balancer's card; a paused one stays, for what is established there. */
  public SortedSet<String> addresses() {
    SortedSet<String> addresses = new TreeSet<>();
    if (withdrawn) {
      return addresses;
    }
    services.stream().map(Service::address).forEach(addresses::add);
    return addresses;
  }

  /** The file's text, with the ticket by which the guest tells which of two is newer. */
  public String text(long ticket) {
    StringBuilder text = new StringBuilder(WHOSE);
    line(text, "# ticket " + ticket);
    text.append(HEAD).append(IDLE);
    byFrontend().forEach((name, routes) -> appendFrontend(text, name, routes));
    byFrontend().forEach((name, routes) -> appendBackends(text, name, routes));
    return text.toString();
  }

  /** Routes by domain share the address and port they are called at. */
  private Map<String, List<Service>> byFrontend() {
    Map<String, List<Service>> frontends = new LinkedHashMap<>();
    for (Service service : services) {
      frontends.computeIfAbsent(service.frontend(), name -> new ArrayList<>()).add(service);
    }
    return frontends;
  }

  private static void appendFrontend(StringBuilder text, String name, List<Service> routes) {
    Service first = routes.get(0);
    line(text, "\nfrontend " + name);
    line(text, "    bind " + first.address() + ":" + first.port());
    if (routes.stream().allMatch(Service::paused)) {
      line(text, "    disabled");
    }
    for (int route = 0; route < routes.size(); route++) {
      List<String> domains = routes.get(route).domains();
      if (!domains.isEmpty()) {
        String claim = "domain-" + route;
        line(text, "    acl " + claim + " hdr(host),field(1,:) -i " + String.join(" ", domains));
        line(text, "    use_backend " + pool(name, route) + " if " + claim);
      }
    }
    for (int route = 0; route < routes.size(); route++) {
      if (routes.get(route).domains().isEmpty()) {
        line(text, "    default_backend " + pool(name, route));
      }
    }
  }

  private void appendBackends(StringBuilder text, String name, List<Service> routes) {
    for (int route = 0; route < routes.size(); route++) {
      line(text, "\nbackend " + pool(name, route));
      appendRules(text);
      for (Server server : routes.get(route).servers()) {
        line(text, server(server));
      }
    }
  }

  private void appendRules(StringBuilder text) {
    switch (method) {
      case ROUND_ROBIN -> line(text, "    balance roundrobin");
      case LEAST_CONNECTIONS -> line(text, "    balance leastconn");
    }
    switch (persistence) {
      case NONE -> {}
      case COOKIE -> line(text, "    cookie GRIDWRIGHT insert indirect nocache httponly");
      case STICKY_SESSION -> {
        line(text, "    stick-table type ip size 200k expire 30m");
        line(text, "    stick on src");
      }
    }
    line(text, "    option httpchk GET " + check.path());
  }

  private String server(Server server) {
    StringBuilder line =
        new StringBuilder(
            "    server %s %s:%d check inter %dms fall %d"
                .formatted(
                    server.name(),
                    server.address(),
                    server.port(),
                    check.interval().toMillis(),
                    check.failures()));
    if (persistence == Persistence.COOKIE) {
      line.append(" cookie ").append(server.name());
    }
    if (server.paused()) {
      line.append(" disabled");
    }
    return line.toString();
  }

  private static String pool(String frontend, int route) {
    return frontend.replaceFirst("^virtual", "pool") + "-" + route;
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
