package io.gridwright.api.billing;

import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.Rate;

/** An amount as a decimal of its currency: {@code {"amount":"60.00","currency":"USD"}}. */
public record MoneyForm(String amount, String currency) {
  public static MoneyForm from(Money money) {
    return new MoneyForm(money.amount(), money.currency().getCurrencyCode());
  }

  /** An exact rate, with all its digits. */
  public static MoneyForm from(Rate rate) {
    return new MoneyForm(rate.amount().toPlainString(), rate.currency().getCurrencyCode());
  }
}
