package io.gridwright.api.access;

import java.util.Locale;

/** What a role may be granted (F70); the word on the wire is {@code configuration:read}. */
public enum Permission {
  ACCOUNT_READ,
  ACCOUNT_WRITE,
  CONFIGURATION_READ,
  CONFIGURATION_CREATE,
  CONFIGURATION_EDIT,
  CONFIGURATION_DELETE,
  POWER_START,
  POWER_STOP,
  POWER_RESTART,
  POWER_SUSPEND,
  POWER_RESUME,
  OPERATION_READ,
  OPERATION_CANCEL,
  TRAFFIC_WRITE,
  SESSION_CLOSE,
  GRID_READ,
  GRID_WRITE;

  /** What is told to who lacks it. */
  String advice() {
    return "This needs the permission " + word() + "; ask the owner of the account for it.";
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}
