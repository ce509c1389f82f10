package io.gridwright.api.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** The body of a sign-up as it was sent; {@link SignUpFields} reads it. */
@Schema(
    description = "A customer who signs up",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SignUpForm(
    @Schema(
            description = "Of the customer",
            minLength = 1,
            maxLength = 200,
            example = "Acme",
            requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> name,
    @Schema(
            description =
                "A region of the time zone database, whose days are billed; UTC where it is not"
                    + " said",
            example = "Europe/Berlin")
        Optional<String> timeZone,
    @Schema(description = "One that plans are sold in; USD where it is not said", example = "USD")
        Optional<String> currency,
    @Schema(description = "A name in DNS", example = "shop.example.com") Optional<String> hostName,
    @Schema(description = "Who signs up", requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<OwnerForm> owner,
    @Schema(description = "What plans are paid by", requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<PaymentMethodForm> paymentMethod,
    @Schema(
            description = "Ids of plans, at most one for each resource",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<String> subscriptions) {

  /** Who signs up, and becomes the account's OWNER. */
  @Schema(
      description = "The first user",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record OwnerForm(
      @Schema(
              description = "Unique among all users",
              pattern = "^[a-z0-9][a-z0-9._@+-]{1,63}$",
              example = "ann",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> login,
      @Schema(
              description = "Not the login",
              minLength = 12,
              maxLength = 256,
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> password,
      @Schema(
              minLength = 1,
              maxLength = 200,
              example = "Ann",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> name,
      @Schema(
              pattern = "^[^@\\s]{1,64}@[^@\\s]{1,189}$",
              example = "ann@example.com",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> email) {
    /** Never shows the password. */
    @Override
    public String toString() {
      return "OwnerForm[login=" + login + "]";
    }
  }

  /** A card, by the payment provider's token. */
  @Schema(
      description = "A card, by the payment provider's token",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record PaymentMethodForm(
      @Schema(
              pattern = "^[A-Za-z0-9_]{4,190}$",
              example = "pm_card_visa",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> token) {}
}
