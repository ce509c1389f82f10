package io.gridwright.domain.configuration;

/** Likelihood of spam, hacking and fraud (F20); LOW where the customer said nothing. */
public record RiskProfile(RiskLevel spam, RiskLevel hacking, RiskLevel fraud) {
  public static final RiskProfile LOW =
      new RiskProfile(RiskLevel.LOW, RiskLevel.LOW, RiskLevel.LOW);

  /** Risky means that any of the three is HIGH (DESIGN section 5). */
  public boolean risky() {
    return spam == RiskLevel.HIGH || hacking == RiskLevel.HIGH || fraud == RiskLevel.HIGH;
  }
}
