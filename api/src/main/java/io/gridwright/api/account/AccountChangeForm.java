package io.gridwright.api.account;

import io.gridwright.api.billing.MoneyForm;
import java.util.Optional;

/**
 * What a PATCH of the account changes; a field that is not sent stays.
 *
 * @param acceptableOverage in the account's currency
 */
public record AccountChangeForm(
    Optional<String> name,
    Optional<String> timeZone,
    Optional<String> hostName,
    Optional<String> healthPolicy,
    Optional<String> monitoring,
    Optional<MoneyForm> acceptableOverage) {}
