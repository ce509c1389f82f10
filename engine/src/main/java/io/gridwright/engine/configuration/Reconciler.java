package io.gridwright.engine.configuration;

import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.engine.Clockwork;
import io.gridwright.engine.configuration.Insistence.Open;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.Unfinished;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Delivers again what was accepted and not taken up: the ledger says what is unfinished, so that no
 * accepted operation is lost with a process, a signal or Temporal itself. Several may run; a nudge
 * too many does no harm, and {@link Insistence} keeps them few.
 */
public final class Reconciler implements AutoCloseable {
  /** Two rounds and a delivery within the ten seconds of DESIGN section 4. */
  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private static final Set<Status.Code> AWAY =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

  private final OperationLedger ledger;
  private final Nudges nudges;
  private final Insistence<ConfigurationId> queues = new Insistence<>();
  private final Insistence<OperationId> besides = new Insistence<>();
  private final Clockwork clockwork;

  private Reconciler(OperationLedger ledger, Nudges nudges, Duration interval) {
    this.ledger = ledger;
    this.nudges = nudges;
    this.clockwork = Clockwork.start("reconciler", Duration.ZERO, interval, this::round);
  }

  public static Reconciler start(OperationLedger ledger, Nudges nudges) {
    return start(ledger, nudges, INTERVAL);
  }

  static Reconciler start(OperationLedger ledger, Nudges nudges, Duration interval) {
    return new Reconciler(ledger, nudges, interval);
  }

  /** One that cannot be told must not keep the others from it, unless Temporal is away for all. */
  private void round() {
    List<Runnable> errands = new ArrayList<>();
    queues
        .due(ledger.unfinished().stream().map(Reconciler::open).toList())
        .forEach(configuration -> errands.add(() -> tell(configuration)));
    Map<OperationId, OperationRow> beside =
        ledger.unfinishedBeside().stream().collect(toMap(OperationRow::id, row -> row));
    besides
        .due(beside.values().stream().map(Reconciler::open).toList())
        .forEach(operation -> errands.add(() -> begin(beside.get(operation))));
    carryOut(errands);
  }

  private static void carryOut(List<Runnable> errands) {
    RuntimeException refused = null;
    for (Runnable errand : errands) {
      try {
        errand.run();
      } catch (RuntimeException failure) {
        if (saysAway(failure)) {
          throw failure;
        }
        refused = refused == null ? failure : refused;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  private static Open<ConfigurationId> open(Unfinished queue) {
    return new Open<>(queue.configuration(), queue.takenUp(), queue.changedAt());
  }

  private static Open<OperationId> open(OperationRow beside) {
    return new Open<>(
        beside.id(),
        beside.state() == OperationState.RUNNING,
        beside.startedAt().orElse(beside.requestedAt()));
  }

  private void tell(ConfigurationId configuration) {
    nudges.nudge(configuration);
    queues.told(configuration);
  }

  private void begin(OperationRow operation) {
    nudges.begin(operation);
    besides.told(operation.id());
  }

  private static boolean saysAway(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status
          && AWAY.contains(status.getStatus().getCode())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    clockwork.close();
  }
}
