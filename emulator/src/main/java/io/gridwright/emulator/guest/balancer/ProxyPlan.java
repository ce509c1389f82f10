package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.balancer.HaproxyText.Address;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the small proxy takes from an haproxy.cfg.
 *
 * @param frontends the enabled ones
 * @param backends by name
 * @param faults lines that are wrong, in HAProxy's manner; a plan with any is not followed
 */
record ProxyPlan(List<Frontend> frontends, Map<String, Backend> backends, List<String> faults) {

  /** Where clients come in. */
  record Frontend(String name, List<Address> binds, List<Route> routes, String defaultBackend) {
    /** The backend for a request's host, without its port. */
    String backendFor(String host) {
      String bare = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
      return routes.stream()
          .filter(route -> route.hosts().contains(bare))
          .map(Route::backend)
          .findFirst()
          .orElse(defaultBackend);
    }
  }

  /** Requests for these hosts go to that backend. */
  record Route(Set<String> hosts, String backend) {}

  /** How a request's server is chosen where several are up. */
  enum Balance {
    ROUND_ROBIN,
    LEAST_CONNECTIONS,
    SOURCE
  }

  /**
   * A pool.
   *
   * @param cookie name of the cookie that keeps a client at its server
   * @param stickOnSource whether a client's address keeps it at its server
   * @param checkPath what health checks ask for; empty to connect only
   */
  record Backend(
      String name,
      Balance balance,
      Optional<String> cookie,
      boolean stickOnSource,
      Optional<String> checkPath,
      List<Server> servers) {}

  /**
   * A pool member.
   *
   * @param interval between health checks
   * @param rise good checks in a row that bring it up
   * @param fall bad checks in a row that take it down
   * @param cookie its value of the backend's cookie
   */
  record Server(
      String name,
      Address address,
      boolean checked,
      Duration interval,
      int rise,
      int fall,
      Optional<String> cookie,
      boolean disabled) {}
}
