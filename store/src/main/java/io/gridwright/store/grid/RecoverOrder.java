package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.json.DomainJson;
import io.gridwright.store.operation.OperationPayload;
import java.util.List;

/**
 * What an operation RECOVER is to do: build anew, elsewhere, what stood on a lost node (F132).
 *
 * @param node that was lost
 * @param recovery number of its recovery, 1..
 * @param parts what is built anew
 * @param room how the grid was when it was ordered, so that a refusal is tried again only when that
 *     has changed
 */
public record RecoverOrder(NodeName node, int recovery, List<Part> parts, String room) {
  public RecoverOrder {
    parts = List.copyOf(parts);
  }

  public OperationPayload payload() {
    return new OperationPayload(DomainJson.mapper().valueToTree(this));
  }

  public static RecoverOrder of(OperationPayload payload) {
    return DomainJson.read(payload.content().toString(), RecoverOrder.class);
  }
}
