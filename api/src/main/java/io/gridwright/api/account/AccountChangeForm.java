package io.gridwright.api.account;

import io.gridwright.api.billing.MoneyForm;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * What a PATCH of the account changes; a field that is not sent stays.
 *
 * @param acceptableOverage in the account's currency
 */
@Schema(
    description = "What to change",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record AccountChangeForm(
    @Schema(minLength = 1, maxLength = 200, example = "Acme") Optional<String> name,
    @Schema(description = "A region of the time zone database", example = "Europe/Berlin")
        Optional<String> timeZone,
    @Schema(description = "A name in DNS", example = "shop.example.com") Optional<String> hostName,
    @Schema(
            description = "Whether a pool is healthy when ANY or ALL of its members are",
            pattern = "^(ANY|ALL)$")
        Optional<String> healthPolicy,
    @Schema(
            description = "Whether members are asked themselves or through their balancer",
            pattern = "^(DIRECT|INDIRECT)$")
        Optional<String> monitoring,
    @Schema(description = "In the account's currency; not negative")
        Optional<MoneyForm> acceptableOverage) {}
