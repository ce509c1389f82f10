package io.gridwright.domain.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A price per unit: an exact decimal (DESIGN section 8).
 *
 * @param amount per unit, not negative
 */
public record Rate(BigDecimal amount, Currency currency) {
  public Rate {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("rate " + amount + " is negative");
    }
  }

  /**
   * The charge for {@code parts / partsPerUnit} units. The only rounding there is, half-even to the
   * currency's minor unit, of the exact quotient.
   */
  public Money charge(BigInteger parts, BigInteger partsPerUnit) {
    BigDecimal minor =
        amount
            .multiply(new BigDecimal(parts))
            .movePointRight(currency.getDefaultFractionDigits())
            .divide(new BigDecimal(partsPerUnit), 0, RoundingMode.HALF_EVEN);
    return new Money(minor.longValueExact(), currency);
  }
}
