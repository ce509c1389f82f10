package io.gridwright.api.account;

import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.store.configuration.ConfigurationRow;
import java.time.Instant;
import java.util.List;

/** What a log-on answers: a token, and what the user looks after. */
public record SessionForm(
    String token, Instant expiresAt, UserForm user, List<OverviewForm> configurations) {

  /** One of the user's configurations. */
  public record OverviewForm(String id, String name, ConfigurationState state) {
    static OverviewForm from(ConfigurationRow row, ConfigurationState state) {
      return new OverviewForm(row.id().value(), row.name(), state);
    }
  }
}
