package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.Money;
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
public final class LedgerGateway {
  private static final Map<String, String> DECLINED =
      Map.of(
          "pm_card_chargeDeclined", "Your card was declined.",
          "pm_card_visa_chargeDeclined", "Your card was declined.",
          "pm_card_chargeDeclinedInsufficientFunds", "Your card has insufficient funds.",
          "pm_card_visa_chargeDeclinedInsufficientFunds", "Your card has insufficient funds.",
          "pm_card_chargeDeclinedExpiredCard", "Your card has expired.",
          "pm_card_chargeDeclinedProcessingError", "The card's issuer could not be asked.");
  private static final String FAILS_LATER = "pm_card_chargeCustomerFail";

  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource realTime;

  public LedgerGateway(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.realTime = realTime;
  }

  /** Why a card cannot be attached to a customer; empty where it can. */
  public Optional<String> refusesToAttach(String token) {
    return Optional.ofNullable(DECLINED.get(token))
        .or(
            () ->
                token.startsWith("pm_")
                    ? Optional.empty()
                    : Optional.of("There is no such payment method: '" + token + "'."));
  }

  /**
   * Pays once per reference.
   *
   * @param reference of the charge and attempt; at most 190 characters
   */
  public PaymentRow pay(
      String reference, Optional<AccountId> account, Money amount, String method) {
    Optional<String> reason =
        refusesToAttach(method)
            .or(
                () ->
                    method.equals(FAILS_LATER)
                        ? Optional.of("Your card was declined.")
                        : Optional.empty());
    PaymentRow payment =
        new PaymentRow(
            ids.next(),
            reference,
            account.map(AccountId::value),
            amount.minor(),
            amount.currency().getCurrencyCode(),
            method,
            reason.isPresent() ? PaymentRow.State.DECLINED : PaymentRow.State.SUCCEEDED,
            reason,
            realTime.instant());
    return transactions.call(
        handle -> {
          PaymentRepository payments = handle.attach(PaymentRepository.class);
          payments.insert(payment);
          return payments.byReference(reference).orElseThrow();
        });
  }

  /** What became of a payment. */
  public Optional<PaymentRow> find(String reference) {
    return transactions.call(
        handle -> handle.attach(PaymentRepository.class).byReference(reference));
  }
}
