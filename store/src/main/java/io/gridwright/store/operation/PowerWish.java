package io.gridwright.store.operation;

import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.store.json.DomainJson;
import java.util.List;

/** What an operation POWER is to do, and with which components of its configuration, by name. */
public record PowerWish(PowerAction action, List<String> components) {
  public PowerWish {
    components = List.copyOf(components);
  }

  public OperationPayload payload() {
    return new OperationPayload(DomainJson.mapper().valueToTree(this));
  }

  /** The wish of an operation of this kind. */
  public static PowerWish of(OperationRow operation) {
    return operation
        .payload()
        .map(payload -> DomainJson.read(payload.content().toString(), PowerWish.class))
        .orElseThrow(
            () -> new IllegalStateException(operation.id().value() + " says not what to switch"));
  }
}
