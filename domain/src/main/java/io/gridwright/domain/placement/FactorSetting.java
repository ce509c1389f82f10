package io.gridwright.domain.placement;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How one factor counts.
 *
 * @param weight of its SCORE form, 0.001 to 1000: what its worst case costs is this times 1000. Of
 *     more than three decimals the rest is cut off
 * @param limit where its RULE form draws the line, in the factor's own unit; factors that are
 *     either kept or broken ignore it
 */
public record FactorSetting(FactorMode mode, BigDecimal weight, int limit) {
  /** What the worst case of a factor of weight 1 costs. */
  public static final int FULL = 1000;

  static final BigDecimal LEAST = new BigDecimal("0.001");
  static final BigDecimal MOST = new BigDecimal("1000");

  public FactorSetting {
    weight = weight.setScale(3, RoundingMode.DOWN).stripTrailingZeros();
  }

  static FactorSetting score(String weight, int limit) {
    return new FactorSetting(FactorMode.SCORE, new BigDecimal(weight), limit);
  }

  static FactorSetting rule(String weight) {
    return new FactorSetting(FactorMode.RULE, new BigDecimal(weight), 0);
  }

  /** This setting in another form. */
  public FactorSetting in(FactorMode other) {
    return new FactorSetting(other, weight, limit);
  }

  /** What a value of {@code thousandths} of the worst case costs; whole, rounded down. */
  public long cost(long thousandths) {
    return thousandths * weightThousandths() / FULL;
  }

  /** The weight in thousandths. */
  public long weightThousandths() {
    return weight.movePointRight(3).longValueExact();
  }
}
