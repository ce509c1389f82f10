package io.gridwright.emulator.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.grid.NodeView;
import io.gridwright.emulator.redfish.Redfish.Said;
import java.util.List;

/** The resources that a node's BMC shows. */
final class RedfishDocuments {
  static final List<String> RESETS = List.of("On", "ForceOff", "GracefulShutdown", "ForceRestart");

  private final NodeView node;
  private final String base;

  RedfishDocuments(NodeView node) {
    this.node = node;
    this.base = "/nodes/" + node.name() + "/redfish/v1";
  }

  Said versions() {
    return ok(JsonNodeFactory.instance.objectNode().put("v1", base + "/"));
  }

  Said root() {
    ObjectNode root = resource("#ServiceRoot.v1_5_0.ServiceRoot", base + "/");
    root.put("Id", "RootService").put("Name", "BMC of " + node.name());
    root.put("RedfishVersion", "1.6.0");
    root.putObject("Systems").put("@odata.id", base + "/Systems");
    return ok(root);
  }

  Said systems() {
    ObjectNode systems =
        resource("#ComputerSystemCollection.ComputerSystemCollection", base + "/Systems");
    systems.put("Name", "Systems").put("Members@odata.count", 1);
    systems.putArray("Members").addObject().put("@odata.id", systemId());
    return ok(systems);
  }

  Said system() {
    ObjectNode system = resource("#ComputerSystem.v1_10_0.ComputerSystem", systemId());
    system.put("Id", node.name()).put("Name", node.name()).put("SystemType", "Physical");
    system.put("PowerState", node.power() == NodePower.ON ? "On" : "Off");
    ObjectNode reset = system.putObject("Actions").putObject("#ComputerSystem.Reset");
    reset.put("target", systemId() + "/Actions/ComputerSystem.Reset");
    RESETS.forEach(reset.putArray("ResetType@Redfish.AllowableValues")::add);
    return ok(system);
  }

  static Said error(int status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    String id = "Base.1.0." + code;
    ObjectNode error = body.putObject("error").put("code", id).put("message", message);
    error // DSP0266: the message is to be read from here
        .putArray("@Message.ExtendedInfo")
        .addObject()
        .put("MessageId", id)
        .put("Message", message);
    return new Said(status, body.toString());
  }

  private String systemId() {
    return base + "/Systems/" + node.name();
  }

  private static ObjectNode resource(String type, String id) {
    return JsonNodeFactory.instance.objectNode().put("@odata.type", type).put("@odata.id", id);
  }

  private static Said ok(ObjectNode body) {
    return new Said(200, body.toString());
  }
}
