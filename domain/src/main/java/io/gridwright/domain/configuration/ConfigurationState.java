package io.gridwright.domain.configuration;

/** State of a configuration as the customer sees it. */
public enum ConfigurationState {
  PROVISIONING,
  RUNNING,
  DEGRADED,
  STOPPED,
  PAUSED,
  SUSPENDED,
  RESTRICTED,
  FAILED,
  DELETED
}
