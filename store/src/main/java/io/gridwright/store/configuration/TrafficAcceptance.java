package io.gridwright.store.configuration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.event.EventLog;
import io.gridwright.store.operation.OperationEnding;
import io.gridwright.store.operation.OperationPayload;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.PausePoint;
import io.gridwright.store.traffic.PauseRepository;
import io.gridwright.store.traffic.PauseRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Acceptance of pausing and playing (F48, F49): what is said is a fact of the configuration once
 * this returns, in one transaction with the operation that brings it to the balancer. That
 * operation runs beside the configuration's queue.
 */
public final class TrafficAcceptance {
  private static final int OPEN_LIMIT = 20;

  private final Transactions transactions;
  private final IdSource ids;
  private final Idempotency idempotency;
  private final OperationEnding ending;
  private final InstantSource realTime;

  public TrafficAcceptance(
      Transactions transactions, IdSource ids, EventLog events, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.idempotency = new Idempotency(realTime);
    this.ending = new OperationEnding(events);
    this.realTime = realTime;
  }

  /**
   * Accepts it. What holds already has no second effect: the operation that is bringing it to the
   * balancer is answered, or one that succeeded at once; only where that failed it is tried anew.
   *
   * @throws Refusal {@code not-found} naming what is missing, {@code conflict} where several
   *     addresses could be meant, and where the configuration is deleted, {@code
   *     account-restricted}, {@code rate-limited}, {@code idempotency-key-reused}
   */
  public AcceptedOrder pause(PauseWish wish) {
    return transactions.call(handle -> pause(handle, wish));
  }

  private AcceptedOrder pause(Handle handle, PauseWish wish) {
    AccountRow account = Acceptance.lockAccount(handle, wish.accountId());
    OperationRepository operations = handle.attach(OperationRepository.class);
    Optional<OperationRow> earlier =
        wish.request()
            .flatMap(request -> idempotency.made(handle, request))
            .flatMap(made -> operations.find(new OperationId(made)));
    if (earlier.isPresent()) {
      return accepted(handle, earlier.get(), true);
    }
    Acceptance.requireUnrestricted(account);
    ConfigurationRow row = Acceptance.lockLive(handle, wish.accountId(), wish.configurationId());
    List<OperationRow> open = operations.lockOpen(row.id());
    Acceptance.requireStaying(open, "there is nothing to pause or play");
    PausePoint point =
        new PausePoints(
                row.document(), handle.attach(AddressRepository.class).ofConfiguration(row.id()))
            .of(wish);
    PauseRepository pauses = handle.attach(PauseRepository.class);
    Optional<PauseRow> said = pauses.find(point);
    boolean same = said.map(PauseRow::paused).orElse(false) == wish.paused();
    Optional<OperationRow> last = said.flatMap(p -> operations.find(p.operationId()));
    if (same && last.filter(o -> !o.state().ended()).isPresent()) {
      return remembered(handle, wish, last.get(), true);
    }
    boolean inForce = same && last.map(o -> o.state() == OperationState.SUCCEEDED).orElse(true);
    if (!inForce) {
      requireFewOpen(open);
    }
    OperationRow fresh = insert(handle, row, point, wish);
    pauses.say(point, row.id(), wish.paused(), fresh.id());
    ending.tell(handle, fresh, OperationState.QUEUED, Optional.empty());
    if (inForce) {
      ending.end(handle, fresh, OperationState.SUCCEEDED, Optional.empty(), realTime.instant());
    }
    return remembered(handle, wish, operations.find(fresh.id()).orElseThrow(), false);
  }

  /** The key is claimed last, for the operation that is answered; the account's row is locked. */
  private AcceptedOrder remembered(
      Handle handle, PauseWish wish, OperationRow operation, boolean replayed) {
    wish.request().ifPresent(r -> idempotency.claim(handle, r, operation.id().value()));
    return accepted(handle, operation, replayed);
  }

  private OperationRow insert(
      Handle handle, ConfigurationRow row, PausePoint point, PauseWish wish) {
    OperationId id = new OperationId(ids.next());
    OperationRepository operations = handle.attach(OperationRepository.class);
    operations.insert(
        id,
        row.id(),
        row.accountId(),
        Acceptance.nextNumber(handle, row),
        OperationKind.TRAFFIC,
        OperationKind.TRAFFIC.rank(),
        Optional.of(wish.userId()),
        realTime.instant(),
        Optional.empty(),
        row.version(),
        Optional.of(payload(point, wish)));
    return operations.find(id).orElseThrow();
  }

  /** Which balancer must hear of it, and what for people; the pauses are the truth. */
  private static OperationPayload payload(PausePoint point, PauseWish wish) {
    var content = JsonNodeFactory.instance.objectNode();
    content.put("balancerId", point.balancerId().value());
    content.put("balancer", wish.balancer());
    content.put("port", wish.port());
    wish.member().ifPresent(m -> content.put("member", m.component() + ":" + m.port()));
    content.put("paused", wish.paused());
    return new OperationPayload(content);
  }

  private static void requireFewOpen(List<OperationRow> open) {
    long beside = open.stream().filter(o -> !o.kind().queued()).count();
    if (beside >= OPEN_LIMIT) {
      throw Refusal.of(
          "rate-limited",
          "%d pauses of this configuration are under way; repeat when some have ended."
              .formatted(beside));
    }
  }

  private static AcceptedOrder accepted(Handle handle, OperationRow operation, boolean replayed) {
    return new AcceptedOrder(
        operation,
        handle
            .attach(ConfigurationRepository.class)
            .find(operation.configurationId())
            .orElseThrow(),
        replayed);
  }
}
