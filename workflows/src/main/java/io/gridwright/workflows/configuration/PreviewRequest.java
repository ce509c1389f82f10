package io.gridwright.workflows.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import java.util.Optional;

/**
 * The document to try, for an account.
 *
 * @param standing the configuration of which it would change a part
 * @param document with the components that would be built
 */
public record PreviewRequest(
    AccountId account, Optional<ConfigurationId> standing, ConfigurationDocument document) {

  /** For a configuration that does not exist yet. */
  public PreviewRequest(AccountId account, ConfigurationDocument document) {
    this(account, Optional.empty(), document);
  }
}
