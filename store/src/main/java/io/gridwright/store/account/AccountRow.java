package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.RiskLevel;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A customer.
 *
 * @param timeZone IANA name; its days are billed
 * @param currency ISO 4217
 * @param acceptableOverageMinor minor units of the currency
 * @param periodStart business time, as the end; a period ends where the next begins
 * @param held what its configurations hold of the ceiling
 */
public record AccountRow(
    AccountId id,
    String name,
    String timeZone,
    String currency,
    Optional<String> hostName,
    String healthPolicy,
    String monitoring,
    Optional<Long> acceptableOverageMinor,
    RiskLevel risk,
    Optional<Instant> restrictedAt,
    Instant periodStart,
    Instant periodEnd,
    int periodAnchorDay,
    Optional<String> paymentMethod,
    Optional<String> paymentCustomer,
    @Nested("held") HeldQuota held,
    Instant createdAt) {}
