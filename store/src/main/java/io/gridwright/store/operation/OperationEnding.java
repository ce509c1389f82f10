package io.gridwright.store.operation;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventLog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Ends an operation inside a transaction that has locked, in this order, its account, its
 * configuration and its row: states, quota, claims and the event together.
 */
public final class OperationEnding {
  private final EventLog events;

  public OperationEnding(EventLog events) {
    this.events = events;
  }

  /** Locks what {@link #end} writes to; call it before anything else is locked. */
  public static void lockOwners(Handle handle, OperationRow operation) {
    OutcomeRepository outcome = handle.attach(OutcomeRepository.class);
    outcome.lockAccount(operation.accountId());
    outcome.lockConfiguration(operation.configurationId());
  }

  /** Writes the end of an operation that has not ended. */
  public void end(
      Handle handle,
      OperationRow operation,
      OperationState state,
      Optional<Problem> error,
      Instant now) {
    OutcomeRepository outcome = handle.attach(OutcomeRepository.class);
    if (state == OperationState.SUCCEEDED) {
      succeeded(outcome, operation, now);
    } else {
      undone(outcome, operation, now);
    }
    handle.attach(OperationRepository.class).end(operation.id(), state, error, now);
    tell(handle, operation, state, error);
  }

  /** Tells those who watch in which state the operation is now. */
  public void tell(
      Handle handle, OperationRow operation, OperationState state, Optional<Problem> error) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", operation.id().value());
    payload.put("kind", operation.kind().name());
    payload.put("state", state.name());
    error.ifPresent(problem -> payload.put("error", problem.detail()));
    events.append(
        handle,
        operation.accountId(),
        operation.configurationId(),
        Optional.of(operation.id()),
        EventKind.OPERATION,
        payload);
  }

  private static void succeeded(OutcomeRepository outcome, OperationRow operation, Instant now) {
    switch (operation.kind()) {
      case PROVISION -> {
        outcome.state(operation.configurationId(), ConfigurationState.RUNNING);
        outcome.componentsRun(operation.configurationId(), now);
      }
      case DELETE -> deleted(outcome, operation, now);
      default -> {
        // The other kinds write their states as they go.
      }
    }
  }

  private static void deleted(OutcomeRepository outcome, OperationRow operation, Instant now) {
    giveBack(outcome, operation, outcome.heldBy(operation.configurationId()));
    outcome.dropPorts(operation.configurationId());
    outcome.freeSubnet(operation.configurationId());
    outcome.freeAddresses(operation.configurationId(), now);
    outcome.componentsDeleted(operation.configurationId(), now);
    outcome.deleted(operation.configurationId(), now);
  }

  private static void undone(OutcomeRepository outcome, OperationRow operation, Instant now) {
    giveBack(outcome, operation, operation.quota());
    outcome.dropPortsOf(operation.id());
    outcome.freeClaimedAddresses(operation.id(), now);
    if (operation.document().isPresent()) {
      outcome.raiseVersion(operation.configurationId());
    }
    if (operation.kind() == OperationKind.PROVISION) {
      outcome.freeSubnet(operation.configurationId());
      outcome.componentStates(operation.configurationId(), ComponentState.FAILED);
    }
    if (operation.kind() == OperationKind.PROVISION
        || operation.kind() == OperationKind.DELETE && operation.pointOfNoReturnAt().isPresent()) {
      outcome.state(operation.configurationId(), ConfigurationState.FAILED);
    }
  }

  private static void giveBack(OutcomeRepository outcome, OperationRow operation, HeldQuota quota) {
    outcome.giveBackToAccount(operation.accountId(), quota);
    outcome.giveBackOfConfiguration(operation.configurationId(), quota);
  }
}
