package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.store.Transactions;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations as they are; {@link Acceptance} changes what is wanted of them. */
public final class Configurations {
  private final Transactions transactions;
  private final EventLog events;

  public Configurations(Transactions transactions, EventLog events) {
    this.transactions = transactions;
    this.events = events;
  }

  /** A configuration of an account, a deleted one too; empty also where it belongs to others. */
  public Optional<ConfigurationRow> find(AccountId account, ConfigurationId id) {
    return transactions.call(
        handle -> handle.attach(ConfigurationRepository.class).find(account, id));
  }

  /** A configuration of anybody's, for the engine and operators. */
  public Optional<ConfigurationRow> find(ConfigurationId id) {
    return transactions.call(handle -> handle.attach(ConfigurationRepository.class).find(id));
  }

  /** Configurations of an account that are not deleted, after the id last seen, oldest first. */
  public List<ConfigurationRow> page(
      AccountId account, Optional<ConfigurationId> after, int limit) {
    return transactions.call(
        handle ->
            handle
                .attach(ConfigurationRepository.class)
                .page(account, after.map(ConfigurationId::value).orElse(""), limit));
  }

  /** Components in the order of their creation, deleted ones too. */
  public List<ComponentRow> components(ConfigurationId id) {
    return transactions.call(handle -> handle.attach(ConfigurationRepository.class).components(id));
  }

  /** Writes what is known of a configuration's state beside any operation. */
  public void changeState(AccountId account, ConfigurationId id, ConfigurationState state) {
    transactions.run(handle -> handle.attach(ConfigurationRepository.class).changeState(id, state));
  }

  /** Writes what is known of a component's state, and tells those who watch. */
  public void changeComponentState(
      AccountId account, ConfigurationId configuration, ComponentId id, ComponentState state) {
    transactions.run(
        handle -> {
          handle.attach(ConfigurationRepository.class).changeComponentState(id, state);
          events.append(
              handle,
              account,
              configuration,
              Optional.empty(),
              EventKind.COMPONENT,
              Map.of("id", id.value(), "state", state.name()));
        });
  }
}
