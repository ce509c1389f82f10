package io.gridwright.workflows.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;

/** The document to try, for an account. */
public record PreviewRequest(AccountId account, ConfigurationDocument document) {}
