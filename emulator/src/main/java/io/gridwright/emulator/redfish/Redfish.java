package io.gridwright.emulator.redfish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The BMCs of all nodes below {@code /nodes/NODE/redfish/v1}. A BMC answers while its node has no
 * power, but not while the node is partitioned: it hangs on the same cable, so that a caller sees a
 * broken connection and never a 503, which would say that the BMC lives.
 *
 * <p>A reset is only taken down when it is answered, as by a real BMC; the power changes a moment
 * later, and a caller must read {@code PowerState} to know.
 */
public final class Redfish {
  /** Who logs in, at every BMC. */
  public static final String USER = "admin";

  private static final String BASIC = "Basic ";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SWITCHING = Duration.ofSeconds(2);
  private static final Duration SHUTTING_DOWN = Duration.ofSeconds(20);

  private final GridControl grid;
  private final Predicate<String> password;
  private final Afterwards afterwards;

  /**
   * Puts the BMCs in front of the grid.
   *
   * @param password knows the password of {@link #USER}
   * @param afterwards carries out what was taken down
   */
  public Redfish(GridControl grid, Predicate<String> password, Afterwards afterwards) {
    this.grid = grid;
    this.password = password;
    this.afterwards = afterwards;
  }

  /** Lets something happen later, after the answer to the call that ordered it. */
  @FunctionalInterface
  public interface Afterwards {
    /** Carries out the change when the delay, which is that of the real thing, has passed. */
    void in(Duration delay, Runnable change);
  }

  /** A call; {@code segments} are those of the whole path. */
  public record Call(
      String method, List<String> segments, Optional<String> authorization, String body) {}

  /** An answer; the body is JSON or empty. */
  public record Said(int status, String body) {}

  /** Whether a path leads to a BMC. */
  public static boolean isMeant(List<String> segments) {
    return segments.size() >= 3
        && segments.get(0).equals("nodes")
        && segments.get(2).equals("redfish");
  }

  /** What the BMC says, or empty where no packet comes back. */
  public Optional<Said> answer(Call call) {
    String name = call.segments().get(1);
    return grid.nodes().stream()
        .filter(node -> node.name().equals(name))
        .filter(node -> node.network() == NodeNetwork.CONNECTED)
        .findFirst()
        .map(node -> atNode(call, node));
  }

  private Said atNode(Call call, NodeView node) {
    RedfishDocuments documents = new RedfishDocuments(node);
    String path = String.join("/", call.segments().subList(3, call.segments().size()));
    if (path.isEmpty() && call.method().equals("GET")) {
      return documents.versions();
    }
    if (path.equals("v1") && call.method().equals("GET")) {
      return documents.root(); // DSP0266 9.4.4: readable without authentication
    }
    return allowed(call)
        ? behindLogin(call, node, path)
        : RedfishDocuments.error(401, "InsufficientPrivilege", "user or password is wrong");
  }

  private Said behindLogin(Call call, NodeView node, String path) {
    RedfishDocuments documents = new RedfishDocuments(node);
    String system = "v1/Systems/" + node.name();
    if (call.method().equals("GET") && path.equals("v1/Systems")) {
      return documents.systems();
    }
    if (call.method().equals("GET") && path.equals(system)) {
      return documents.system();
    }
    if (path.equals(system + "/Actions/ComputerSystem.Reset")) {
      return call.method().equals("POST")
          ? reset(node, call.body())
          : RedfishDocuments.error(405, "ActionNotSupported", "an action is sent with POST");
    }
    return RedfishDocuments.error(404, "ResourceMissingAtURI", "there is no resource at " + path);
  }

  private Said reset(NodeView node, String body) {
    String type;
    try {
      type = JSON.readTree(body).path("ResetType").asText();
    } catch (JsonProcessingException e) {
      return RedfishDocuments.error(400, "MalformedJSON", "the body is not JSON");
    }
    String name = node.name();
    switch (type) {
      case "On" -> afterwards.in(SWITCHING, () -> grid.setPower(name, NodePower.ON));
      case "ForceOff" -> afterwards.in(SWITCHING, () -> grid.setPower(name, NodePower.OFF));
      case "GracefulShutdown" ->
          afterwards.in(SHUTTING_DOWN, () -> grid.setPower(name, NodePower.OFF));
      case "ForceRestart" ->
          afterwards.in(
              SWITCHING,
              () -> {
                grid.setPower(name, NodePower.OFF);
                grid.setPower(name, NodePower.ON);
              });
      default -> {
        return RedfishDocuments.error(
            400,
            "ActionParameterNotSupported",
            "ResetType must be one of " + RedfishDocuments.RESETS + ", was '" + type + "'");
      }
    }
    return new Said(204, "");
  }

  private boolean allowed(Call call) {
    return call.authorization()
        .filter(text -> text.startsWith(BASIC))
        .flatMap(text -> decode(text.substring(BASIC.length()).strip()))
        .filter(text -> text.startsWith(USER + ":"))
        .map(text -> password.test(text.substring(USER.length() + 1)))
        .orElse(false);
  }

  private static Optional<String> decode(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
