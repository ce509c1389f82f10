package io.gridwright.domain.configuration;

/** Likelihood of one kind of abuse (F20, F79). */
public enum RiskLevel {
  LOW,
  MEDIUM,
  HIGH;

  /** The next level; HIGH is the last. */
  public RiskLevel raised() {
    return this == LOW ? MEDIUM : HIGH;
  }
}
