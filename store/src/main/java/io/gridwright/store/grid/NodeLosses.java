package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Nodes that are lost: each loss is one recovery, a work on the grid that is begun in the very
 * transaction that has the node as lost, and ends when the node is back. Whether it is proved that
 * the node runs nothing is written once for each loss, and never taken back.
 */
public final class NodeLosses {
  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource realTime;

  public NodeLosses(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.realTime = realTime;
  }

  /**
   * Writes what a quorate entry node reports of a node; one that is lost has a recovery from then
   * on.
   *
   * @return false where its state is not {@code from} any more: nothing is written then
   */
  public boolean follow(NodeName node, NodeState from, NodeState to) {
    return transactions.call(
        handle -> {
          boolean changed =
              handle.attach(NodeRepository.class).changeState(node, from, to, realTime.instant())
                  == 1;
          if (changed && to == NodeState.UNREACHABLE) {
            begin(handle, node);
          }
          return changed;
        });
  }

  /** Where it is lost again before it was wholly back, the recovery that runs goes on. */
  private void begin(Handle handle, NodeName node) {
    handle
        .attach(GridWorkRepository.class)
        .insert(
            new GridWorkId(ids.next()),
            GridWorkRow.Kind.RECOVERY,
            node.value(),
            GridWorkReport.NONE,
            Optional.empty(),
            realTime.instant());
  }

  /** The recovery of a node that is lost, or not wholly back. */
  public Optional<GridWorkRow> open(NodeName node) {
    return transactions.call(handle -> handle.attach(LossRepository.class).open(node));
  }

  public Optional<Fencing> fencing(GridWorkId recovery) {
    return transactions.call(handle -> handle.attach(LossRepository.class).fencing(recovery));
  }

  /**
   * Takes the proof that a lost node runs nothing; the first one counts.
   *
   * @return false where the node is not lost, so that nothing was proved
   */
  public boolean prove(NodeName node, String proof, String evidence) {
    return transactions.call(
        handle -> prove(handle, node, proof, evidence, Optional.empty()).isPresent());
  }

  /**
   * An operator's word that a node runs nothing. A repeat changes nothing.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where it is not lost
   */
  public Fencing fencedBy(UserId operator, NodeName node, String evidence) {
    return transactions.call(
        handle -> {
          NodeRow row =
              handle
                  .attach(NodeRepository.class)
                  .lock(node)
                  .orElseThrow(() -> Refusal.of("not-found", "There is no such node."));
          return prove(handle, node, Fencing.OPERATOR, evidence, Optional.of(operator))
              .orElseThrow(
                  () ->
                      Refusal.of(
                          "conflict",
                          "%s is %s, not lost: what runs there would be built a second time."
                              .formatted(node.value(), row.state())));
        });
  }

  private Optional<Fencing> prove(
      Handle handle, NodeName node, String proof, String evidence, Optional<UserId> by) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    LossRepository losses = handle.attach(LossRepository.class);
    NodeState state = nodes.lock(node).orElseThrow().state();
    Optional<GridWorkRow> recovery = losses.open(node);
    if (recovery.isEmpty() || state != NodeState.UNREACHABLE && state != NodeState.FENCED) {
      return Optional.empty();
    }
    GridWorkId work = recovery.get().id();
    losses.insert(new Fencing(work, proof, evidence, by, realTime.instant()));
    nodes.changeState(node, NodeState.UNREACHABLE, NodeState.FENCED, realTime.instant());
    return losses.fencing(work);
  }

  /** What a node should run, by configuration. */
  public List<MachineRow> standing(NodeName node) {
    return transactions.call(handle -> handle.attach(LossRepository.class).standing(node));
  }

  /** What a configuration should run on nodes that are away. */
  public List<MachineRow> lost(ConfigurationId configuration) {
    return transactions.call(handle -> handle.attach(LossRepository.class).lost(configuration));
  }

  /** How much room there is where, in a word: it is another one when that has changed. */
  public String room() {
    String nodes =
        transactions.call(handle -> handle.attach(NodeRepository.class).all()).stream()
            .map(node -> "%s %s %s".formatted(node.name().value(), node.state(), node.free()))
            .collect(Collectors.joining(";"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(nodes.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
