package io.gridwright.activities.fence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a BMC says of its system's power.
 *
 * @param powerState as it stands there: On, Off, PoweringOff, …; empty where the BMC does not know
 * @param reset where the action {@code ComputerSystem.Reset} is asked for
 * @param forceOff whether the action takes that order, as far as the BMC tells
 */
record PowerReading(String powerState, Optional<String> reset, boolean forceOff) {
  private static final String ORDERS = "ResetType@Redfish.AllowableValues";

  static PowerReading of(JsonNode system) {
    JsonNode action = system.path("Actions").path("#ComputerSystem.Reset");
    return new PowerReading(
        system.path("PowerState").asText(""),
        Optional.ofNullable(action.path("target").textValue()),
        !action.has(ORDERS) || names(action.path(ORDERS)));
  }

  private static boolean names(JsonNode orders) {
    for (JsonNode order : orders) {
      if (order.asText().equals("ForceOff")) {
        return true;
      }
    }
    return false;
  }

  /** Nothing runs. PoweringOff is not off yet. */
  boolean off() {
    return powerState.equals("Off");
  }
}
