package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A configuration as accepted.
 *
 * @param document components carry the ids that acceptance gave them
 * @param version of the document; the ETag
 * @param held what it holds of its account's ceiling
 */
public record ConfigurationRow(
    ConfigurationId id,
    AccountId accountId,
    String name,
    ConfigurationDocument document,
    long version,
    ConfigurationState state,
    int nextOperationNumber,
    @Nested("held") HeldQuota held,
    Instant createdAt,
    Optional<Instant> deletedAt) {}
