package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.Move;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.IdempotentRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What operators asked of the grid, and how far it is; at most one of a kind at a time. */
public final class GridWorks {
  private final Transactions transactions;
  private final IdSource ids;
  private final Idempotency idempotency;
  private final InstantSource realTime;

  public GridWorks(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.idempotency = new Idempotency(realTime);
    this.realTime = realTime;
  }

  public Optional<GridWorkRow> find(GridWorkId id) {
    return transactions.call(handle -> handle.attach(GridWorkRepository.class).find(id));
  }

  /** Works that have not ended, oldest first. */
  public List<GridWorkRow> running() {
    return transactions.call(handle -> handle.attach(GridWorkRepository.class).running());
  }

  /** The last maintenance of each node that ever had one, by its name. */
  public Map<NodeName, GridWorkRow> lastMaintenances() {
    return transactions.call(
        handle ->
            handle.attach(GridWorkRepository.class).lastMaintenances().stream()
                .collect(
                    Collectors.toMap(row -> new NodeName(row.subject()), Function.identity())));
  }

  /**
   * Takes a node out of use and has it emptied. One that is under maintenance already stays so. A
   * repeat of the request changes nothing, whatever came in between.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where the node is not in use
   */
  public GridWorkRow beginMaintenance(
      NodeName node, UserId by, Optional<IdempotentRequest> request) {
    return transactions.call(
        handle -> {
          NodeState now = state(handle, node);
          if (repeated(handle, node, request)) {
            return lastMaintenance(handle, node).orElseThrow();
          }
          switch (now) {
            case ONLINE ->
                handle
                    .attach(NodeRepository.class)
                    .changeState(node, NodeState.ONLINE, NodeState.MAINTENANCE, realTime.instant());
            case MAINTENANCE -> {
              Optional<GridWorkRow> running = runningMaintenance(handle, node);
              if (running.isPresent()) {
                return running.get();
              }
            }
            default -> throw notInUse(handle, node);
          }
          return begin(
                  handle,
                  GridWorkRow.Kind.MAINTENANCE,
                  node.value(),
                  GridWorkReport.NONE,
                  by,
                  new GridWorkId(ids.next()))
              .orElseThrow();
        });
  }

  /**
   * Takes a node into use again; what was still to be moved away stays. One that is in use stays
   * so. A repeat of the request changes nothing, whatever came in between.
   *
   * @throws Refusal {@code not-found}, {@code conflict} where it is neither in use nor maintained
   */
  public Optional<GridWorkRow> endMaintenance(NodeName node, Optional<IdempotentRequest> request) {
    return transactions.call(
        handle -> {
          NodeState now = state(handle, node);
          if (repeated(handle, node, request)) {
            return lastMaintenance(handle, node);
          }
          switch (now) {
            case ONLINE -> {}
            case MAINTENANCE ->
                handle
                    .attach(NodeRepository.class)
                    .changeState(node, NodeState.MAINTENANCE, NodeState.ONLINE, realTime.instant());
            default -> throw notInUse(handle, node);
          }
          Optional<GridWorkRow> running = runningMaintenance(handle, node);
          running.ifPresent(
              row ->
                  handle
                      .attach(GridWorkRepository.class)
                      .end(row.id(), GridWorkRow.State.STOPPED, row.report(), realTime.instant()));
          return running;
        });
  }

  /** What an earlier request with this key began. */
  public Optional<GridWorkRow> begunBy(IdempotentRequest request) {
    return transactions.call(
        handle ->
            idempotency
                .made(handle, request)
                .flatMap(id -> handle.attach(GridWorkRepository.class).find(new GridWorkId(id))));
  }

  /**
   * Has moves carried out, in their order.
   *
   * @throws Refusal {@code conflict} while others are
   */
  public GridWorkRow beginRebalance(
      List<Move> moves, UserId by, Optional<IdempotentRequest> request) {
    return transactions.call(
        handle -> {
          GridWorkId id = new GridWorkId(ids.next());
          Optional<String> earlier = request.flatMap(r -> idempotency.claim(handle, r, id.value()));
          if (earlier.isPresent()) {
            return handle
                .attach(GridWorkRepository.class)
                .find(new GridWorkId(earlier.get()))
                .orElseThrow();
          }
          return begin(
                  handle,
                  GridWorkRow.Kind.REBALANCE,
                  GridWorkRow.GRID,
                  new GridWorkReport(moves, List.of(), Optional.empty()),
                  by,
                  id)
              .orElseThrow(
                  () ->
                      Refusal.of(
                          "conflict",
                          "Another rebalance is under way; wait for its end, or only look with dryRun."));
        });
  }

  /** Keeps how far it is; false where it has ended. */
  public boolean report(GridWorkId id, GridWorkReport report) {
    return transactions.call(
        handle -> handle.attach(GridWorkRepository.class).report(id, report) == 1);
  }

  /** Ends it; a repeat does nothing. */
  public void end(GridWorkId id, GridWorkRow.State state, GridWorkReport report) {
    transactions.run(
        handle ->
            handle.attach(GridWorkRepository.class).end(id, state, report, realTime.instant()));
  }

  private Optional<GridWorkRow> begin(
      Handle handle,
      GridWorkRow.Kind kind,
      String subject,
      GridWorkReport report,
      UserId by,
      GridWorkId id) {
    GridWorkRepository works = handle.attach(GridWorkRepository.class);
    return works.insert(id, kind, subject, report, Optional.of(by), realTime.instant()) == 1
        ? works.find(id)
        : Optional.empty();
  }

  private boolean repeated(Handle handle, NodeName node, Optional<IdempotentRequest> request) {
    return request.flatMap(r -> idempotency.claim(handle, r, node.value())).isPresent();
  }

  private static Optional<GridWorkRow> lastMaintenance(Handle handle, NodeName node) {
    return handle.attach(GridWorkRepository.class).last(GridWorkRow.Kind.MAINTENANCE, node.value());
  }

  private static Optional<GridWorkRow> runningMaintenance(Handle handle, NodeName node) {
    return lastMaintenance(handle, node).filter(row -> row.state() == GridWorkRow.State.RUNNING);
  }

  private static NodeState state(Handle handle, NodeName node) {
    return handle
        .attach(NodeRepository.class)
        .lock(node)
        .map(NodeRow::state)
        .orElseThrow(() -> Refusal.of("not-found", "The grid has no node of that name."));
  }

  private static Refusal notInUse(Handle handle, NodeName node) {
    return Refusal.of(
        "conflict",
        "%s is %s; it can be taken out of use, or into it, once it is back."
            .formatted(node.value(), state(handle, node)));
  }
}
