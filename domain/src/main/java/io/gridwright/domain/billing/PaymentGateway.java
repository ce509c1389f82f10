package io.gridwright.domain.billing;

import java.util.Optional;

/**
 * Where money comes from; Stripe in production, the ledger's own book otherwise. A payment is made
 * unconfirmed and its id stored before it is confirmed, so that after any failure it is read, never
 * made again (DESIGN section 8).
 */
public interface PaymentGateway {

  /** Keeps a payment method for later charges. */
  Attachment attach(String token);

  /**
   * Makes an unconfirmed payment; the same reference always answers the same payment.
   *
   * @param reference the payer's idempotency key, at most 190 characters
   * @param customer as {@link Attachment.Attached} named it
   */
  PaymentId create(String reference, String customer, Money amount);

  /**
   * Takes the money; confirming a payment that succeeded takes nothing more.
   *
   * @param attempt tells attempts apart, so that the same one is not made twice
   */
  PaymentOutcome confirm(PaymentId payment, String attempt);

  /** What became of a payment, for whoever lost the answer of {@link #confirm}. */
  PaymentOutcome read(PaymentId payment);

  /** Gives the money back; giving back what was given back or never taken does nothing. */
  void refund(PaymentId payment);

  /** Answer to {@link #attach}. */
  sealed interface Attachment {
    /** The provider's reference for charges to come. */
    record Attached(String customer) implements Attachment {}

    /** The issuer refused the card. */
    record Declined(String reason) implements Attachment {}

    /** There is no such token. */
    record Unknown() implements Attachment {}
  }

  /** How far a payment is. */
  record PaymentOutcome(State state, Optional<String> reason) {
    /** UNCONFIRMED until money was asked for. */
    public enum State {
      UNCONFIRMED,
      SUCCEEDED,
      DECLINED,
      REFUNDED
    }

    public boolean succeeded() {
      return state == State.SUCCEEDED;
    }
  }
}
