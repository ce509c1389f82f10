package io.gridwright.emulator.api;

import io.gridwright.emulator.api.Route.Access;
import io.gridwright.emulator.api.Route.Handler;
import io.gridwright.emulator.api.Route.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of methods, filled by the resources. */
final class Routes {
  /** No declared permission: the handler checks for itself, or nobody does. */
  static final Rule NONE = call -> {};

  private final List<Route> routes = new ArrayList<>();

  /** A method found for a path, with the path's variables. */
  record Found(Route route, Map<String, String> variables) {}

  Optional<Found> find(String method, List<String> segments) {
    for (Route route : routes) {
      if (route.method().equals(method)) {
        Optional<Map<String, String>> variables = route.match(segments);
        if (variables.isPresent()) {
          return Optional.of(new Found(route, variables.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** All methods, as {@code GET /nodes/{node}/status}. */
  List<String> names() {
    return routes.stream()
        .map(route -> route.method() + " " + route.template().replace("*}", "}"))
        .toList();
  }

  /** A method that the node in the path carries out in pveproxy. */
  void onNode(String method, String template, Rule rule, String parameters, Handler handler) {
    add(method, template, true, false, Access.LOGIN, rule, parameters, handler);
  }

  /** A method that the node in the path carries out in pvedaemon. */
  void inDaemon(String method, String template, Rule rule, String parameters, Handler handler) {
    add(method, template, true, true, Access.LOGIN, rule, parameters, handler);
  }

  /** A method that the entry node answers from the replicated file system. */
  void anywhere(String method, String template, Rule rule, String parameters, Handler handler) {
    add(method, template, false, !method.equals("GET"), Access.LOGIN, rule, parameters, handler);
  }

  void add(
      String method,
      String template,
      boolean proxied,
      boolean daemon,
      Access access,
      Rule rule,
      String parameters,
      Handler handler) {
    routes.add(
        new Route(
            method,
            template,
            proxied,
            daemon,
            access,
            rule,
            variables(template).and(Parameters.of(parameters)),
            handler));
  }

  /** A method with the keys of a machine's configuration among its parameters. */
  void withConfigKeys(
      String method, String template, Rule rule, String parameters, Handler handler) {
    routes.add(
        new Route(
            method,
            template,
            true,
            true,
            Access.LOGIN,
            rule,
            variables(template).and(ConfigKeys.ALL).and(Parameters.of(parameters)),
            handler));
  }

  private static Parameters variables(String template) {
    StringBuilder words = new StringBuilder();
    for (String segment : template.split("/")) {
      if (segment.startsWith("{")) {
        String name = segment.replaceAll("[{}*]", "");
        String format =
            switch (name) {
              case "vmid" -> ":vmid";
              case "node" -> ":node";
              case "storage" -> ":storage-id";
              case "snapname" -> ":configid(,40)";
              case "tokenid" -> ":tokenid";
              default -> "";
            };
        words.append(name).append(format).append(' ');
      }
    }
    return Parameters.of(words.toString());
  }
}
