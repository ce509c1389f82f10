package io.gridwright.store.operation;

import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventLog;
import io.gridwright.store.operation.PowerRepository.Powered;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What a POWER that is done writes: what is wanted from now on, and that it is so. */
final class PowerOutcome {
  private final EventLog events;

  PowerOutcome(EventLog events) {
    this.events = events;
  }

  void succeeded(Handle handle, OperationRow operation, Instant now) {
    PowerWish wish = PowerWish.of(operation);
    PowerRepository power = handle.attach(PowerRepository.class);
    power.components(operation.configurationId()).stream()
        .filter(component -> wish.components().contains(component.name()))
        .forEach(component -> want(handle, operation, component, wish.action(), now));
    power.configurationFollows(operation.configurationId());
  }

  private void want(
      Handle handle, OperationRow operation, Powered component, PowerAction action, Instant now) {
    PowerRepository power = handle.attach(PowerRepository.class);
    WantedPower wanted = action.wanted();
    ComponentState state = isSwitched(component) ? wanted.state() : component.state();
    power.want(component.id(), wanted, state, since(power, component, action, now));
    if (state != component.state() || action == PowerAction.RESTART) {
      events.append(
          handle,
          operation.accountId(),
          operation.configurationId(),
          Optional.of(operation.id()),
          EventKind.COMPONENT,
          Map.of("id", component.id().value(), "state", state.name()));
    }
  }

  /** One that was lost or has failed meanwhile is not what it is wanted to be. */
  private static boolean isSwitched(Powered component) {
    return component.state() == ComponentState.RUNNING
        || component.state() == ComponentState.STOPPED
        || component.state() == ComponentState.SUSPENDED;
  }

  /** One that ran already has run since it says; one that was restarted only since now. */
  private static Optional<Instant> since(
      PowerRepository power, Powered component, PowerAction action, Instant now) {
    return switch (action) {
      case STOP -> Optional.empty();
      case RESTART -> Optional.of(now);
      case START, SUSPEND, RESUME -> power.runningSince(component.id()).or(() -> Optional.of(now));
    };
  }
}
