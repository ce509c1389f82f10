package io.gridwright.store.notice;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was told.
 *
 * @param accountId whose it is; empty where it is for operators alone
 */
public record NoticeRow(
    String id,
    Optional<AccountId> accountId,
    Optional<ConfigurationId> configurationId,
    NoticeKind kind,
    String text,
    Instant at) {}
