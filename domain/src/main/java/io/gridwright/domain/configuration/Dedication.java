package io.gridwright.domain.configuration;

/** Whom the nodes of a configuration are reserved for (F90). */
public enum Dedication {
  NONE,
  ACCOUNT,
  CONFIGURATION
}
