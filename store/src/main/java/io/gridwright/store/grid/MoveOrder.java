package io.gridwright.store.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.MoveReason;
import io.gridwright.store.json.DomainJson;
import io.gridwright.store.operation.OperationPayload;
import java.util.List;

/** What an operation MOVE is to do: the machines of one configuration, in this order. */
public record MoveOrder(MoveReason reason, List<Move> moves) {
  public MoveOrder {
    moves = List.copyOf(moves);
  }

  public OperationPayload payload() {
    return new OperationPayload(DomainJson.mapper().valueToTree(this));
  }

  public static MoveOrder of(OperationPayload payload) {
    return DomainJson.read(payload.content().toString(), MoveOrder.class);
  }
}
