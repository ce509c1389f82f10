package io.gridwright.domain.configuration;

/** Likelihood of one kind of abuse (F20, F79). */
public enum RiskLevel {
  LOW,
  MEDIUM,
  HIGH
}
