package io.gridwright.store.account;

import java.time.ZoneId;
import java.util.Optional;

/** What a customer may change of the account; empty keeps what is. */
public record AccountChange(
    Optional<String> name,
    Optional<ZoneId> timeZone,
    Optional<String> hostName,
    Optional<String> healthPolicy,
    Optional<String> monitoring,
    Optional<Long> acceptableOverageMinor) {}
