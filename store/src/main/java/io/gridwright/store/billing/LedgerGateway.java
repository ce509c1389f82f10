package io.gridwright.store.billing;

import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PaymentGateway;
import io.gridwright.domain.billing.PaymentGateway.PaymentOutcome.State;
import io.gridwright.domain.billing.PaymentId;
import io.gridwright.store.IdSource;
import io.gridwright.store.Transactions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A payment provider whose book is a table: no money moves. It answers to Stripe's test tokens as
 * Stripe's test mode does (CONTRACT section 3). A payment of a reference is made once; a repeat is
 * answered with what became of it.
 */
public final class LedgerGateway implements PaymentGateway {
  private static final String DECLINE = "Your card was declined.";
  private static final Map<String, String> DECLINED =
      Map.of(
          "pm_card_chargeDeclined", DECLINE,
          "pm_card_visa_chargeDeclined", DECLINE,
          "pm_card_chargeDeclinedInsufficientFunds", "Your card has insufficient funds.",
          "pm_card_visa_chargeDeclinedInsufficientFunds", "Your card has insufficient funds.",
          "pm_card_chargeDeclinedExpiredCard", "Your card has expired.",
          "pm_card_chargeDeclinedProcessingError", "The card's issuer could not be asked.");
  private static final String FAILS_WHEN_CHARGED = "pm_card_chargeCustomerFail";

  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource realTime;

  public LedgerGateway(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.realTime = realTime;
  }

  @Override
  public Attachment attach(String token) {
    if (DECLINED.containsKey(token)) {
      return new Attachment.Declined(DECLINED.get(token));
    }
    return token.startsWith("pm_") ? new Attachment.Attached(token) : new Attachment.Unknown();
  }

  @Override
  public PaymentId create(String reference, String customer, Money amount) {
    PaymentRow payment =
        new PaymentRow(
            ids.next(),
            reference,
            amount.minor(),
            amount.currency().getCurrencyCode(),
            customer,
            State.UNCONFIRMED,
            Optional.empty(),
            realTime.instant());
    return transactions.call(
        handle -> {
          PaymentBook book = handle.attach(PaymentBook.class);
          book.insert(payment);
          return new PaymentId(book.byReference(reference).orElseThrow().id());
        });
  }

  @Override
  public PaymentOutcome confirm(PaymentId payment, String attempt) {
    return transactions.call(
        handle -> {
          PaymentBook book = handle.attach(PaymentBook.class);
          PaymentRow row = book.lock(payment).orElseThrow(() -> unknown(payment));
          if (row.state() == State.SUCCEEDED || row.state() == State.REFUNDED) {
            return row.outcome();
          }
          PaymentOutcome outcome = charged(row.method());
          book.settle(payment, outcome.state(), outcome.reason());
          return outcome;
        });
  }

  @Override
  public PaymentOutcome read(PaymentId payment) {
    return transactions.call(
        handle ->
            handle
                .attach(PaymentBook.class)
                .find(payment)
                .map(PaymentRow::outcome)
                .orElseThrow(() -> unknown(payment)));
  }

  @Override
  public void refund(PaymentId payment) {
    transactions.run(
        handle -> {
          PaymentBook book = handle.attach(PaymentBook.class);
          PaymentRow row = book.lock(payment).orElseThrow(() -> unknown(payment));
          if (row.state() == State.SUCCEEDED) {
            book.settle(payment, State.REFUNDED, Optional.empty());
          }
        });
  }

  private static PaymentOutcome charged(String token) {
    Optional<String> reason =
        token.equals(FAILS_WHEN_CHARGED)
            ? Optional.of(DECLINE)
            : Optional.ofNullable(DECLINED.get(token));
    return new PaymentOutcome(reason.isPresent() ? State.DECLINED : State.SUCCEEDED, reason);
  }

  private static IllegalArgumentException unknown(PaymentId payment) {
    return new IllegalArgumentException("the ledger gateway has no payment " + payment.value());
  }
}
