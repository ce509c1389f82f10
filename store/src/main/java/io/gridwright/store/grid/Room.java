package io.gridwright.store.grid;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Taking room on several nodes at once, all or nothing: what orders and moves have in common. */
final class Room {
  private Room() {}

  /**
   * Ends the transaction: a node has no room any more, or nobody may stand there beside who came.
   */
  static final class LostNode extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient NodeName node;

    LostNode(NodeName node) {
      super("no room on " + node.value(), null, false, false);
      this.node = node;
    }

    NodeName node() {
      return node;
    }
  }

  /** An amount that is wanted on a node. */
  record Wanted(NodeName node, Capacity amount) {}

  /**
   * Locks the nodes in order of their names, and takes what is wanted of each.
   *
   * @throws LostNode where it does not fit, or may not stand
   */
  static void take(Handle handle, Stream<Wanted> wanted, Neighbours neighbours) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    Map<NodeName, Capacity> byNode =
        wanted.collect(
            Collectors.toMap(Wanted::node, Wanted::amount, Capacity::plus, TreeMap::new));
    byNode.forEach(
        (node, demand) -> {
          // The row is locked by the first, so that the second sees whoever came before.
          if (nodes.reserve(node, demand) == 0 || !neighbours.tolerableOn(node)) {
            throw new LostNode(node);
          }
        });
  }
}
