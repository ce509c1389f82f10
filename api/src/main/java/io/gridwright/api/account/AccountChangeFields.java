package io.gridwright.api.account;

import io.gridwright.api.billing.MoneyForm;
import io.gridwright.domain.billing.Money;
import io.gridwright.store.account.AccountChange;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a change of an account, and refuses it with every faulty field at once. */
final class AccountChangeFields {
  private static final Set<String> HEALTH_POLICIES = new TreeSet<>(Set.of("ANY", "ALL"));
  private static final Set<String> MONITORING = new TreeSet<>(Set.of("DIRECT", "INDIRECT"));
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");

  private final Currency currency;
  private final FieldFaults faults = new FieldFaults();

  AccountChangeFields(Currency currency) {
    this.currency = currency;
  }

  AccountChange read(AccountChangeForm form) {
    faults.word("/healthPolicy", form.healthPolicy(), HEALTH_POLICIES);
    faults.word("/monitoring", form.monitoring(), MONITORING);
    AccountChange change =
        new AccountChange(
            form.name().map(name -> faults.line("/name", form.name(), 200)),
            form.timeZone().map(zone -> faults.zone("/timeZone", form.timeZone())),
            faults.hostName("/hostName", form.hostName()),
            form.healthPolicy(),
            form.monitoring(),
            overage(form.acceptableOverage()));
    faults.refuseIfAny();
    return change;
  }

  private Optional<Long> overage(Optional<MoneyForm> sent) {
    boolean sound =
        sent.filter(money -> money.amount() != null && AMOUNT.matcher(money.amount()).matches())
            .filter(
                money ->
                    money.currency() == null || money.currency().equals(currency.getCurrencyCode()))
            .isPresent();
    if (sent.isPresent() && !sound) {
      faults.fault(
          "/acceptableOverage", "give an amount such as 50.00 in " + currency.getCurrencyCode());
    }
    return sound
        ? sent.map(money -> Money.parse(money.amount(), currency).minor())
        : Optional.empty();
  }
}
