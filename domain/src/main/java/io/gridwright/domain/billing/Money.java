package io.gridwright.domain.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in integer minor units of a currency (DESIGN section 8).
 *
 * @param minor cents for USD
 */
public record Money(long minor, Currency currency) {

  /** Reads {@code 60.00}; refuses more decimals than the currency has. */
  public static Money parse(String amount, Currency currency) {
    return new Money(
        new BigDecimal(amount).movePointRight(currency.getDefaultFractionDigits()).longValueExact(),
        currency);
  }

  /** Rounds an exact amount half-even; done once, when a charge is made. */
  public static Money rounded(BigDecimal exact, Currency currency) {
    return new Money(
        exact
            .movePointRight(currency.getDefaultFractionDigits())
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact(),
        currency);
  }

  public Money plus(Money other) {
    requireSame(other);
    return new Money(Math.addExact(minor, other.minor), currency);
  }

  public Money minus(Money other) {
    requireSame(other);
    return new Money(Math.subtractExact(minor, other.minor), currency);
  }

  /** The decimal amount with the currency's digits: {@code 60.00}. */
  public String amount() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
  }

  private void requireSame(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "cannot mix " + currency + " and " + other.currency + "; convert one of them first");
    }
  }
}
