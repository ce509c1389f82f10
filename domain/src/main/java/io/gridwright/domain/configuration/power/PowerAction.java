package io.gridwright.domain.configuration.power;

import io.gridwright.domain.configuration.ComponentState;
import java.util.Arrays;
import java.util.List;

/** What a customer may ask of components that are built (F46). */
public enum PowerAction {
  START(false, true),
  STOP(true, false),
  RESTART(true, true);

  private final boolean stops;
  private final boolean starts;

  PowerAction(boolean stops, boolean starts) {
    this.stops = stops;
    this.starts = starts;
  }

  /** Whether components are shut down by it. */
  public boolean stops() {
    return stops;
  }

  /** Whether components run once it is done. */
  public boolean starts() {
    return starts;
  }

  /** What is wanted of a component from then on. */
  public WantedPower wanted() {
    return starts ? WantedPower.RUNNING : WantedPower.STOPPED;
  }

  /**
   * Whether a component in this state takes it. To start what runs and to stop what is stopped is
   * harmless, and done again; but nobody restarts what somebody stopped on purpose.
   */
  public boolean isTakenBy(ComponentState state) {
    return switch (state) {
      case RUNNING -> true;
      case STOPPED -> this != RESTART;
      default -> false;
    };
  }

  /** Whether it changes anything of a component in this state: what is offered to customers. */
  public boolean changes(ComponentState state) {
    return isTakenBy(state) && (state == ComponentState.RUNNING ? stops : starts);
  }

  /** All that change something of a component in this state (F47). */
  public static List<PowerAction> offered(ComponentState state) {
    return Arrays.stream(values()).filter(action -> action.changes(state)).toList();
  }
}
