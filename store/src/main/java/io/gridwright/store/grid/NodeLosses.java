package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Sha256;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.IdempotentRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Nodes that are lost: each loss is one recovery, a work on the grid that is begun in the very
 * transaction that has the node as lost, and ends when the node is back. A proof that the node runs
 * nothing holds until the node is seen again, and is the node's state FENCED for as long; what it
 * was is kept with the recovery.
 */
public final class NodeLosses {
  /** Enough to tell one state of the grid from the next. */
  private static final int ROOM_DIGITS = 16;

  private final Transactions transactions;
  private final IdSource ids;
  private final Idempotency idempotency;
  private final InstantSource realTime;

  public NodeLosses(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.idempotency = new Idempotency(realTime);
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

  /** Begins the recovery of a node that is lost, and has none. */
  public void ensureRecovery(NodeName node) {
    transactions.run(
        handle -> {
          if (handle.attach(LossRepository.class).open(node).isEmpty()
              && handle
                  .attach(NodeRepository.class)
                  .lock(node)
                  .filter(row -> row.state().lost())
                  .isPresent()) {
            begin(handle, node);
          }
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

  /** Every node that is lost, or not wholly back, by its name. */
  public Map<NodeName, NodeLoss> running() {
    return transactions.call(
        handle -> {
          LossRepository losses = handle.attach(LossRepository.class);
          return losses.running().stream()
              .map(work -> loss(handle, work))
              .collect(Collectors.toMap(NodeLoss::node, Function.identity()));
        });
  }

  private static NodeLoss loss(Handle handle, GridWorkRow work) {
    LossRepository losses = handle.attach(LossRepository.class);
    NodeName node = new NodeName(work.subject());
    return new NodeLoss(
        node,
        work.requestedAt(),
        losses.fencing(work.id()).filter(proof -> state(handle, node) == NodeState.FENCED),
        losses.standing(node).size());
  }

  /** The proof that was taken last in a recovery, whether it still holds or not. */
  public Optional<Fencing> fencing(GridWorkId recovery) {
    return transactions.call(handle -> handle.attach(LossRepository.class).fencing(recovery));
  }

  /** Whether it is proved that a node, as it is now, runs nothing. */
  public boolean isProved(NodeName node) {
    return transactions.call(handle -> state(handle, node) == NodeState.FENCED);
  }

  /**
   * Ends the recovery of a node that is in use again. One that was lost meanwhile keeps it: its
   * loss began no other.
   *
   * @return false where it goes on
   */
  public boolean end(GridWorkId recovery, String words) {
    return transactions.call(
        handle -> {
          GridWorkRepository works = handle.attach(GridWorkRepository.class);
          NodeName node = new NodeName(works.find(recovery).orElseThrow().subject());
          NodeState state = handle.attach(NodeRepository.class).lock(node).orElseThrow().state();
          GridWorkRow row = works.find(recovery).orElseThrow();
          if (row.state() != GridWorkRow.State.RUNNING) {
            return true;
          }
          if (!state.workable()) {
            return false;
          }
          var report = new GridWorkReport(row.report().moves(), List.of(), Optional.of(words));
          works.end(recovery, GridWorkRow.State.DONE, report, realTime.instant());
          return true;
        });
  }

  private static NodeState state(Handle handle, NodeName node) {
    return handle.attach(NodeRepository.class).find(node).orElseThrow().state();
  }

  /**
   * Takes the proof that a lost node runs nothing; the first one since it was lost counts.
   *
   * @param asOf when it was so
   * @return false where the node is not lost, or was seen since, so that nothing was proved
   */
  public boolean prove(NodeName node, String proof, String evidence, Instant asOf) {
    return transactions.call(
        handle ->
            handle
                    .attach(NodeRepository.class)
                    .lock(node)
                    .filter(row -> row.state() == NodeState.UNREACHABLE)
                    .filter(row -> asOf.isBefore(row.stateSince()))
                    .isEmpty()
                && prove(handle, node, proof, evidence, Optional.empty()).isPresent());
  }

  /**
   * An operator's word that a node runs nothing. A repeat changes nothing.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where it is not lost
   */
  public Fencing fencedBy(UserId operator, NodeName node, String evidence) {
    return transactions.call(handle -> fencedBy(handle, operator, locked(handle, node), evidence));
  }

  /**
   * As {@link #fencedBy(UserId, NodeName, String)}. A repeat of the request changes nothing,
   * whatever came in between: what was seen of one loss proves nothing of the next.
   *
   * @throws Refusal as there, and {@code idempotency-key-reused}
   */
  public void fencedBy(
      UserId operator, NodeName node, String evidence, Optional<IdempotentRequest> request) {
    transactions.run(
        handle -> {
          NodeRow row = locked(handle, node);
          if (request.flatMap(r -> idempotency.claim(handle, r, node.value())).isEmpty()) {
            fencedBy(handle, operator, row, evidence);
          }
        });
  }

  private static NodeRow locked(Handle handle, NodeName node) {
    return handle
        .attach(NodeRepository.class)
        .lock(node)
        .orElseThrow(() -> Refusal.of("not-found", "There is no such node."));
  }

  private Fencing fencedBy(Handle handle, UserId operator, NodeRow row, String evidence) {
    return prove(handle, row.name(), Fencing.OPERATOR, evidence, Optional.of(operator))
        .orElseThrow(
            () ->
                Refusal.of(
                    "conflict",
                    "%s is %s, not lost: what runs there would be built a second time."
                        .formatted(row.name().value(), row.state())));
  }

  private Optional<Fencing> prove(
      Handle handle, NodeName node, String proof, String evidence, Optional<UserId> by) {
    NodeRepository nodes = handle.attach(NodeRepository.class);
    LossRepository losses = handle.attach(LossRepository.class);
    NodeState state = nodes.lock(node).orElseThrow().state();
    Optional<GridWorkRow> recovery = losses.open(node);
    if (recovery.isEmpty() || !state.lost()) {
      return Optional.empty();
    }
    GridWorkId work = recovery.get().id();
    if (state
        == NodeState.UNREACHABLE) { // what was proved before it was seen again is worth nothing
      losses.put(new Fencing(work, proof, evidence, by, realTime.instant()));
      nodes.changeState(node, NodeState.UNREACHABLE, NodeState.FENCED, realTime.instant());
    }
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
    return Sha256.hex(nodes.getBytes(StandardCharsets.UTF_8)).substring(0, ROOM_DIGITS);
  }
}
