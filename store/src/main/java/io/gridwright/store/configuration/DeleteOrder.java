package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationId;

/**
 * A wish to delete a configuration.
 *
 * @param ifMatch the version that the user saw
 */
public record DeleteOrder(
    AccountId accountId, ConfigurationId configurationId, UserId userId, long ifMatch) {}
