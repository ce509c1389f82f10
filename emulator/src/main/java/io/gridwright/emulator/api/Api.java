package io.gridwright.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.access.AccessException;
import io.gridwright.emulator.access.Caller;
import io.gridwright.emulator.fault.Fault;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.Task;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.wire.WireAnswer;
import io.gridwright.emulator.wire.WireRequest;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers requests in the order of the real daemons: prefix 501, authentication 401, route 501,
 * conflicts of query and path 400, token 403, declared permission 403, proxy 595, parameters 400,
 * handler. Ordered faults strike right before and after the handler.
 */
public final class Api implements Function<WireRequest, WireAnswer> {
  private static final Duration LOGIN_DELAY = Duration.ofSeconds(3);
  private static final Duration NO_ROUTE = Duration.ofSeconds(3);
  private static final Duration BROKEN_PIPE = Duration.ofSeconds(5);
  private static final Duration HOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOCAL = Duration.ofMillis(8);
  private static final Duration REMOTE = Duration.ofMillis(30);
  private static final Duration FORK = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final Routes routes;
  private final Authentication authentication;
  private final DaemonWorkers daemons;

  public Api(Cluster cluster, Routing routing) {
    this.cluster = cluster;
    this.routes = routing.routes();
    this.authentication = new Authentication(cluster.access());
    this.daemons = new DaemonWorkers(cluster.pace());
  }

  /** The methods it answers, as {@code GET /nodes/{node}/status}. */
  public List<String> methods() {
    return routes.names();
  }

  @Override
  public WireAnswer apply(WireRequest request) {
    boolean extjs = request.path().startsWith("/api2/extjs/");
    if (!extjs && !request.path().startsWith("/api2/json/")) {
      return WireAnswer.plain(501, "no such uri");
    }
    Exchange exchange = new Exchange(request, request.path().substring(extjs ? 11 : 10), extjs);
    try {
      return exchange.answer();
    } catch (RequestBody.UnreadableException e) {
      return e.answer();
    } catch (ApiException e) {
      return exchange.refusal(e);
    } catch (AccessException e) {
      return exchange.refusal(
          e.parameter()
              .map(name -> ApiException.parameter(name, e.getMessage()))
              .orElseGet(() -> ApiException.failed(e.getMessage())));
    } catch (TaskFailedException e) {
      return exchange.refusal(ApiException.failed(e.getMessage()));
    }
  }

  /** One request and what becomes of it. */
  private final class Exchange {
    private final WireRequest request;
    private final String path;
    private final boolean extjs;
    private boolean daemon;

    Exchange(WireRequest request, String path, boolean extjs) {
      this.request = request;
      this.path = path;
      this.extjs = extjs;
    }

    WireAnswer answer() {
      List<String> segments =
          Arrays.stream(path.substring(1).split("/"))
              .map(s -> RequestBody.decode(s.replace("+", "%2B")))
              .toList();
      Optional<Routes.Found> found = routes.find(request.method(), segments);
      boolean open = found.filter(f -> f.route().access() != Route.Access.LOGIN).isPresent();
      Caller caller =
          open && !Authentication.byToken(request) ? Caller.user("") : authentication.of(request);
      if (found.isEmpty()) {
        String text = "Method '" + request.method() + " " + path + "' not implemented";
        return encoded(501, text, Map.of(), null, Map.of());
      }
      return route(found.get(), caller, String.join("/", segments));
    }

    private WireAnswer route(Routes.Found found, Caller caller, String plainPath) {
      Route route = found.route();
      Map<String, String> parameters = RequestBody.parameters(request);
      found.variables().forEach((name, value) -> addVariable(parameters, name, value));
      if (route.access() == Route.Access.NO_TOKEN && caller.token().isPresent()) {
        throw ApiException.status(
            403,
            "Permission check failed (URI '/"
                + plainPath
                + "' not available with API token, need proper ticket.\n)");
      }
      Call call =
          new Call(
              caller,
              request.node(),
              request.method(),
              "/" + plainPath,
              parameters,
              Optional.empty());
      route.rule().check(call);
      boolean remote = route.proxied() && hop(call);
      route.parameters().check(call.parameters());
      daemon = route.daemon();
      cluster.pace().pause(remote || daemon ? REMOTE : LOCAL);
      return execute(route, call);
    }

    private void addVariable(Map<String, String> parameters, String name, String value) {
      String other = parameters.put(name, value);
      if (other != null && !other.equals(value)) {
        throw ApiException.parameter(
            name, "duplicate parameter (already defined in URI) with conflicting values!");
      }
    }

    /** Goes to the node in the path; says whether that is another one. */
    private boolean hop(Call call) {
      String name = call.node();
      if (name.equals(call.entry()) || name.equals("localhost")) {
        return false;
      }
      Optional<Node> target = cluster.grid().node(name);
      if (target.isEmpty()) {
        refuseUnknownNode(name);
      }
      if (!target.get().reachable()) {
        cluster.pace().pause(NO_ROUTE);
        throw ApiException.status(595, "No route to host");
      }
      return true;
    }

    private void refuseUnknownNode(String name) {
      boolean otherCase =
          cluster.grid().allNodes().stream().anyMatch(n -> n.name().equalsIgnoreCase(name));
      if (otherCase) {
        throw ApiException.status(596, "error:0A000086:SSL routines::certificate verify failed");
      }
      throw ApiException.failed(
          "hostname lookup '"
              + name
              + "' failed - failed to get address info for: "
              + name
              + ": Name or service not known");
    }

    private WireAnswer execute(Route route, Call call) {
      Optional<Fault> fault =
          cluster.grid().faults().meet(call.method(), call.path(), call.parameters());
      fault.ifPresent(Api.this::refuse);
      Call sabotaged = call.with(fault.flatMap(Api::sabotage));
      Object result =
          daemons.run(
              daemon ? serving(route, call) : "",
              () -> {
                fault.filter(f -> f.effect() == FaultEffect.DELAY).ifPresent(Api::delay);
                return route.handler().handle(sabotaged);
              });
      if (result instanceof String text && text.startsWith("UPID:")) {
        cluster.pace().pause(FORK);
      }
      checkLate(fault);
      if (fault.filter(f -> f.effect() == FaultEffect.DROP_REPLY).isPresent()) {
        return WireAnswer.none();
      }
      return result instanceof Route.Listing listing
          ? encoded(200, "OK", Map.of(), listing.data(), listing.beside())
          : encoded(200, "OK", Map.of(), result, Map.of());
    }

    private String serving(Route route, Call call) {
      return route.proxied() ? call.node() : call.entry();
    }

    /** The answer is lost although the work was done: 596 after 30 s, or an ordered status. */
    private void checkLate(Optional<Fault> fault) {
      fault
          .filter(f -> f.effect() == FaultEffect.STATUS)
          .ifPresent(f -> lose(f.status().orElse(599), f.message()));
      fault
          .filter(f -> f.effect() == FaultEffect.DELAY && f.delay().compareTo(HOP_TIMEOUT) > 0)
          .ifPresent(f -> lose(596, "Connection timed out"));
    }

    private void lose(int status, String message) {
      throw ApiException.status(status, message.isEmpty() ? "Broken pipe" : message);
    }

    WireAnswer refusal(ApiException e) {
      if (e.status() == 401 && request.path().endsWith("/access/ticket")) {
        cluster.pace().pause(LOGIN_DELAY);
        return encoded(401, e.getMessage(), Map.of(), null, Map.of());
      }
      if (e.status() == 401) {
        cluster.pace().pause(LOGIN_DELAY);
        return WireAnswer.bodyless(401, e.getMessage());
      }
      if (e.status() >= 595) {
        return WireAnswer.bodyless(e.status(), e.getMessage());
      }
      if (e.getMessage().chars().anyMatch(c -> c > 0xff)) {
        cluster.pace().pause(BROKEN_PIPE); // PVE-D2: "Wide character" breaks the daemon's answer
        return WireAnswer.bodyless(596, "Broken pipe");
      }
      return encoded(e.status(), e.getMessage(), e.errors(), null, Map.of());
    }

    private WireAnswer encoded(
        int status,
        String reason,
        Map<String, String> errors,
        Object data,
        Map<String, Object> beside) {
      Map<String, Object> top = new LinkedHashMap<>();
      top.put("data", data);
      if (!errors.isEmpty()) {
        top.put("errors", errors);
      }
      if (status >= 400) {
        top.put("message", reason + "\n");
      }
      top.putAll(beside);
      if (extjs) {
        top.put("success", status < 400 ? 1 : 0);
        top.put("status", status);
      }
      return WireAnswer.json(extjs ? 200 : status, extjs ? "OK" : reason, bytes(top), daemon);
    }
  }

  private static byte[] bytes(Map<String, Object> top) {
    try {
      return JSON.writeValueAsBytes(top);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is no JSON: " + top, e);
    }
  }

  /**
   * REFUSE, and STATUS where nothing was executed: below 596 the call never reached its handler.
   */
  private void refuse(Fault fault) {
    if (fault.effect() == FaultEffect.REFUSE) {
      throw fault.status().orElse(500) == 400
          ? ApiException.parameter(faultyParameter(fault), fault.message())
          : ApiException.status(fault.status().orElse(500), fault.message());
    }
    int status = fault.status().orElse(599);
    if (fault.effect() == FaultEffect.STATUS && status < 596) {
      if (status == 595) {
        cluster.pace().pause(NO_ROUTE);
      }
      throw ApiException.status(status, fault.message().isEmpty() ? "error" : fault.message());
    }
  }

  /** A refusal with 400 names a parameter: the task's id where tasks are meant. */
  private static String faultyParameter(Fault fault) {
    return fault.match().path().contains("tasks") ? "upid" : "fault";
  }

  private static void delay(Fault fault) {
    try {
      Thread.sleep(fault.delay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Sabotage.Kind ending(String message) {
    if (message.isEmpty() || message.equals(Task.UNEXPECTED)) {
      return Sabotage.Kind.KILL;
    }
    return message.startsWith("WARNINGS") ? Sabotage.Kind.WARN : Sabotage.Kind.FAIL;
  }

  /** What a fault means for the worker: no message, or the end of a killed one, kills it. */
  private static Optional<Sabotage> sabotage(Fault fault) {
    String message = fault.message();
    Sabotage.Stage stage =
        message.contains("file-user_cfg") ? Sabotage.Stage.POOL : Sabotage.Stage.HALFWAY;
    return switch (fault.effect()) {
      case HANG_TASK ->
          Optional.of(new Sabotage(Sabotage.Kind.HANG, stage, message, fault.delay()));
      case FAIL_TASK -> Optional.of(new Sabotage(ending(message), stage, message, Duration.ZERO));
      case STALE ->
          Optional.of(
              new Sabotage(Sabotage.Kind.STALE, Sabotage.Stage.END, fault.id(), Duration.ZERO));
      case HOLD_LOCK ->
          Optional.of(
              new Sabotage(Sabotage.Kind.LINGER, Sabotage.Stage.END, message, fault.delay()));
      default -> Optional.empty();
    };
  }
}
