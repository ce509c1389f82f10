package io.gridwright.emulator.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import io.gridwright.emulator.grid.UnknownNodeException;
import java.util.Optional;

/** {@code GET /nodes}, and the hands at a node's power cord and network cable. */
final class NodesResource implements DoorResource {
  private final GridControl grid;

  NodesResource(GridControl grid) {
    this.grid = grid;
  }

  @Override
  public Optional<DoorAnswer> answer(DoorRequest request) {
    if (request.is("GET", "nodes")) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      var items = body.putArray("items");
      grid.nodes().forEach(node -> items.add(item(node)));
      return Optional.of(DoorAnswer.json(200, body));
    }
    if (request.is("GET", "nodes", "*")) {
      return Optional.of(present(request));
    }
    if (request.is("POST", "nodes", "*", "power")) {
      grid.setPower(request.segments().get(1), Choice.of("state", state(request), NodePower.class));
      return Optional.of(present(request));
    }
    if (request.is("POST", "nodes", "*", "network")) {
      String node = request.segments().get(1);
      grid.setNetwork(node, Choice.of("state", state(request), NodeNetwork.class));
      grid.setDelay(node, IsoDuration.of("delay", request.json().path("delay").asText("PT0S")));
      return Optional.of(present(request));
    }
    return Optional.empty();
  }

  private static String state(DoorRequest request) {
    return request.json().path("state").asText();
  }

  private DoorAnswer present(DoorRequest request) {
    String name = request.segments().get(1);
    return grid.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .map(node -> DoorAnswer.json(200, item(node)))
        .orElseThrow(() -> new UnknownNodeException(name));
  }

  private static ObjectNode item(NodeView node) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", node.name())
        .put("power", node.power().name())
        .put("network", node.network().name())
        .put("quorate", node.quorate());
  }
}
