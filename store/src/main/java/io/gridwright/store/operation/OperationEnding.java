package io.gridwright.store.operation;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
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
      succeeded(handle, outcome, operation, now);
    } else {
      undone(outcome, operation);
    }
    if (operation.document().isPresent()) {
      settle(handle, operation, state, now);
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

  private void succeeded(
      Handle handle, OutcomeRepository outcome, OperationRow operation, Instant now) {
    switch (operation.kind()) {
      case PROVISION, RECONFIGURE -> {
        ConfigurationDocument document = operation.document().orElseThrow();
        outcome.state(operation.configurationId(), ConfigurationState.RUNNING);
        outcome.componentsRun(document.componentIds(), now);
        document.components().forEach(c -> outcome.describe(c.id().orElseThrow(), c, c.expected()));
      }
      case DELETE -> deleted(outcome, operation, now);
      case POWER -> new PowerOutcome(events).succeeded(handle, operation, now);
      default -> {
        // The other kinds write their states as they go.
      }
    }
  }

  private static void deleted(OutcomeRepository outcome, OperationRow operation, Instant now) {
    giveBack(outcome, operation, outcome.heldBy(operation.configurationId()));
    outcome.dropPorts(operation.configurationId());
    outcome.forgetPauses(operation.configurationId());
    outcome.freeSubnet(operation.configurationId());
    outcome.freeAddresses(operation.configurationId(), now);
    outcome.componentsDeleted(operation.configurationId(), now);
    outcome.deleted(operation.configurationId(), now);
  }

  private static void undone(OutcomeRepository outcome, OperationRow operation) {
    if (operation.document().isPresent()) {
      outcome.raiseVersion(operation.configurationId());
    }
    if (operation.kind() == OperationKind.DELETE && operation.pointOfNoReturnAt().isPresent()) {
      outcome.state(operation.configurationId(), ConfigurationState.FAILED);
    }
  }

  /**
   * What the configuration holds now that one of the operations which change its document has
   * ended: quota, names, ports and addresses of what stands and of what is still to come.
   */
  private static void settle(
      Handle handle, OperationRow operation, OperationState state, Instant now) {
    ConfigurationId configuration = operation.configurationId();
    OutcomeRepository outcome = handle.attach(OutcomeRepository.class);
    DesiredDocuments documents = remaining(handle, operation, state);
    giveBack(outcome, operation, outcome.heldBy(configuration).minus(documents.quota()));
    if (documents.ports().isEmpty()) {
      outcome.dropPorts(configuration);
    } else {
      outcome.dropPortsBut(configuration, documents.ports());
    }
    Optional<ConfigurationDocument> last = documents.last();
    if (documents.standing().isEmpty()) {
      outcome.state(configuration, ConfigurationState.FAILED);
    }
    if (last.isEmpty()) { // the document stays to be read, and to be tried again
      outcome.componentStates(configuration, ComponentState.FAILED);
      outcome.freeSubnet(configuration);
      outcome.freeAddresses(configuration, now);
      return;
    }
    outcome.freeAddressesBut(configuration, documents.components(), now);
    outcome.componentsDeletedBut(configuration, documents.components(), now);
    outcome.dropPausesBut(configuration, documents.components());
    outcome.ask(configuration, last.get());
    outcome.unnameBut(configuration, last.get().componentIds());
    outcome.name(configuration, last.get().componentIds());
  }

  private static DesiredDocuments remaining(
      Handle handle, OperationRow operation, OperationState state) {
    OperationRepository operations = handle.attach(OperationRepository.class);
    Optional<ConfigurationDocument> standing =
        state == OperationState.SUCCEEDED
            ? operation.document()
            : operations.standing(operation.configurationId(), operation.number());
    return new DesiredDocuments(
        standing, operations.wanted(operation.configurationId(), operation.id()));
  }

  private static void giveBack(OutcomeRepository outcome, OperationRow operation, HeldQuota quota) {
    outcome.giveBackToAccount(operation.accountId(), quota);
    outcome.giveBackOfConfiguration(operation.configurationId(), quota);
  }
}
