package io.gridwright.domain.configuration.power;

import io.gridwright.domain.configuration.ComponentState;

/** What is wanted of a component that is built, whatever its machines do. */
public enum WantedPower {
  RUNNING(ComponentState.RUNNING),
  STOPPED(ComponentState.STOPPED),
  SUSPENDED(ComponentState.SUSPENDED);

  private final ComponentState state;

  WantedPower(ComponentState state) {
    this.state = state;
  }

  /** The state of a component that is as wanted. */
  public ComponentState state() {
    return state;
  }
}
