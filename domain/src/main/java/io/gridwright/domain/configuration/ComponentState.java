package io.gridwright.domain.configuration;

/** State of a component as the customer sees it. */
public enum ComponentState {
  PROVISIONING,
  RUNNING,
  STOPPED,
  PAUSED,
  SUSPENDED,
  LOST,
  FAILED,
  DELETED
}
