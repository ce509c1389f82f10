package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;

/**
 * A user's wish that a configuration be otherwise.
 *
 * @param document the whole of what is desired; components that are meant to stay are known by id
 *     or name
 * @param ifMatch the version that the user decided on
 * @param allowInterruption whether servers may be away while they are changed
 */
public record ChangeOrder(
    AccountId accountId,
    ConfigurationId configurationId,
    UserId userId,
    ConfigurationDocument document,
    long ifMatch,
    boolean allowInterruption) {}
