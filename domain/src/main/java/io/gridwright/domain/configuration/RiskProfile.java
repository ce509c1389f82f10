package io.gridwright.domain.configuration;

import java.util.Collection;

/** Likelihood of spam, hacking and fraud (F20); LOW where the customer said nothing. */
public record RiskProfile(RiskLevel spam, RiskLevel hacking, RiskLevel fraud) {
  public static final RiskProfile LOW =
      new RiskProfile(RiskLevel.LOW, RiskLevel.LOW, RiskLevel.LOW);

  /**
   * This profile with what a configuration is for counted in (F79): each purpose raises its kind of
   * risk by one level. A level, not HIGH at once: a blog whose owner expects no spam need not be
   * isolated, one whose owner expects some must be.
   */
  public RiskProfile raisedBy(Collection<String> purposes) {
    return new RiskProfile(
        purposes.contains("BLOG") ? spam.raised() : spam,
        purposes.contains("SENSITIVE_DATA") ? hacking.raised() : hacking,
        purposes.contains("FINANCIAL") ? fraud.raised() : fraud);
  }

  /** Risky means that any of the three is HIGH (DESIGN section 5). */
  public boolean risky() {
    return spam == RiskLevel.HIGH || hacking == RiskLevel.HIGH || fraud == RiskLevel.HIGH;
  }
}
