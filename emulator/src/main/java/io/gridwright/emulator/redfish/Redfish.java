package io.gridwright.emulator.redfish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The BMCs of all nodes below {@code /nodes/NODE/redfish/v1}. A BMC answers while its node has no
 * power, but not while the node is partitioned: it hangs on the same cable.
 */
public final class Redfish {
  private static final String USER = "admin";
  private static final String BASIC = "Basic ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GridControl grid;
  private final Predicate<String> password;

  /** Puts the BMCs in front of the grid; the predicate knows the password of user admin. */
  public Redfish(GridControl grid, Predicate<String> password) {
    this.grid = grid;
    this.password = password;
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
    switch (type) {
      case "On" -> grid.setPower(node.name(), NodePower.ON);
      case "ForceOff", "GracefulShutdown" -> grid.setPower(node.name(), NodePower.OFF);
      case "ForceRestart" -> {
        grid.setPower(node.name(), NodePower.OFF);
        grid.setPower(node.name(), NodePower.ON);
      }
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
