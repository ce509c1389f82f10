package io.gridwright.domain.configuration.power;

import io.gridwright.domain.configuration.ComponentState;
import java.util.Arrays;
import java.util.List;

/** What a customer may ask of components that are built (F46). */
public enum PowerAction {
  START(false, true, WantedPower.RUNNING),
  STOP(true, false, WantedPower.STOPPED),
  RESTART(true, true, WantedPower.RUNNING),
  /** Its addresses are withdrawn while it runs on (F50). */
  SUSPEND(false, false, WantedPower.SUSPENDED),
  /** Undoes a SUSPEND. */
  RESUME(false, false, WantedPower.RUNNING);

  private final boolean stops;
  private final boolean starts;
  private final WantedPower wanted;

  PowerAction(boolean stops, boolean starts, WantedPower wanted) {
    this.stops = stops;
    this.starts = starts;
    this.wanted = wanted;
  }

  /** Whether components are shut down by it. */
  public boolean stops() {
    return stops;
  }

  /** Whether components are switched on by it. */
  public boolean starts() {
    return starts;
  }

  /** What is wanted of a component from then on. */
  public WantedPower wanted() {
    return wanted;
  }

  /**
   * Whether a component in this state takes it. To start what runs and to stop what is stopped is
   * harmless, and done again; but nobody restarts what somebody stopped on purpose, and only what
   * is called from outside can be suspended.
   *
   * @param exposed whether it has an address that can be withdrawn, or is in a pool
   */
  public boolean isTakenBy(ComponentState state, boolean exposed) {
    return switch (state) {
      case RUNNING -> this != RESUME && (this != SUSPEND || exposed);
      case STOPPED -> this == START || this == STOP;
      case SUSPENDED -> this == STOP || this == SUSPEND || this == RESUME;
      default -> false;
    };
  }

  /** All that change something of a component in this state (F47). */
  public static List<PowerAction> offered(ComponentState state, boolean exposed) {
    return Arrays.stream(values())
        .filter(action -> action.isTakenBy(state, exposed))
        .filter(action -> action == RESTART || action.wanted.state() != state)
        .toList();
  }
}
