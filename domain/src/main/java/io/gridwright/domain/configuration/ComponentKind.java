package io.gridwright.domain.configuration;

/** What a component does; each kind is a tier of its configuration (F16). */
public enum ComponentKind {
  LOAD_BALANCER,
  WEB,
  APP,
  DATABASE;

  /** Whether a component of this kind can by default be rebuilt from its image alone. */
  public boolean statelessByDefault() {
    return this != DATABASE;
  }
}
