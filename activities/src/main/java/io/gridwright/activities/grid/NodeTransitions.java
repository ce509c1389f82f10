package io.gridwright.activities.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.grid.NodeRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the membership says against what the ledger has. */
final class NodeTransitions {
  private NodeTransitions() {}

  /** A change of a node's state that must be written. */
  record Transition(NodeName node, NodeState from, NodeState to) {
    String words() {
      return "%s: %s → %s".formatted(node.value(), from, to);
    }
  }

  /**
   * @param online by name; a node that the cluster does not list is not there
   */
  static List<Transition> of(List<NodeRow> ledger, Map<NodeName, Boolean> online) {
    return ledger.stream()
        .flatMap(
            row ->
                next(row.state(), online.getOrDefault(row.name(), false)).stream()
                    .map(to -> new Transition(row.name(), row.state(), to)))
        .toList();
  }

  /**
   * The state that follows. A node comes back by way of RETURNING, where nothing starts before the
   * sweep; one that was fenced too, since it is there again with nothing running or with what the
   * sweep ends first. What an operator set stays until an operator says otherwise.
   */
  static Optional<NodeState> next(NodeState state, boolean online) {
    return switch (state) {
      case ONLINE, RETURNING -> online ? Optional.empty() : Optional.of(NodeState.UNREACHABLE);
      case UNREACHABLE, FENCED -> online ? Optional.of(NodeState.RETURNING) : Optional.empty();
      case MAINTENANCE -> Optional.empty();
    };
  }
}
