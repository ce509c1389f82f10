package io.gridwright.api.account;

import java.util.List;
import java.util.Optional;

/** The body of a sign-up as it was sent; {@link SignUpFields} reads it. */
public record SignUpForm(
    Optional<String> name,
    Optional<String> timeZone,
    Optional<String> currency,
    Optional<String> hostName,
    Optional<OwnerForm> owner,
    Optional<PaymentMethodForm> paymentMethod,
    List<String> subscriptions) {

  /** Who signs up, and becomes the account's OWNER. */
  public record OwnerForm(
      Optional<String> login,
      Optional<String> password,
      Optional<String> name,
      Optional<String> email) {
    /** Never shows the password. */
    @Override
    public String toString() {
      return "OwnerForm[login=" + login + "]";
    }
  }

  /** A card, by the payment provider's token. */
  public record PaymentMethodForm(Optional<String> token) {}
}
