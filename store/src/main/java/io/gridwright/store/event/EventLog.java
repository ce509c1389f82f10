package io.gridwright.store.event;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What happened to a configuration or an account, for those who watch. A stream's counter is the
 * last lock that any transaction takes, so that events are numbered in the order of their commits
 * and a reader that goes on from the last number it saw misses nothing.
 */
public final class EventLog {
  private final Transactions transactions;
  private final InstantSource realTime;

  public EventLog(Transactions transactions, InstantSource realTime) {
    this.transactions = transactions;
    this.realTime = realTime;
  }

  /** Tells of a configuration, in the transaction of what happened; call it last there. */
  public void append(
      Handle handle,
      AccountId account,
      ConfigurationId configuration,
      Optional<OperationId> operation,
      EventKind kind,
      Map<String, Object> payload) {
    append(
        handle,
        configuration.value(),
        account,
        Optional.of(configuration),
        operation,
        kind,
        payload);
  }

  /** Tells of an account as a whole, in the transaction of what happened; call it last there. */
  public void append(
      Handle handle, AccountId account, EventKind kind, Map<String, Object> payload) {
    append(handle, account.value(), account, Optional.empty(), Optional.empty(), kind, payload);
  }

  /** Tells of a configuration in a transaction of its own, such as a meter's reading. */
  public void append(
      AccountId account,
      ConfigurationId configuration,
      EventKind kind,
      Map<String, Object> payload) {
    transactions.run(
        handle -> append(handle, account, configuration, Optional.empty(), kind, payload));
  }

  /** Events of a configuration after the number last seen (0: from the first), oldest first. */
  public List<EventRow> after(ConfigurationId configuration, long lastNumber, int limit) {
    return transactions.call(
        handle ->
            handle.attach(EventRepository.class).after(configuration.value(), lastNumber, limit));
  }

  /** Events of an account as a whole after the number last seen, oldest first. */
  public List<EventRow> after(AccountId account, long lastNumber, int limit) {
    return transactions.call(
        handle -> handle.attach(EventRepository.class).after(account.value(), lastNumber, limit));
  }

  /** Number of the newest event of a configuration; 0 where there is none. */
  public long last(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(EventRepository.class).last(configuration.value()));
  }

  private void append(
      Handle handle,
      String stream,
      AccountId account,
      Optional<ConfigurationId> configuration,
      Optional<OperationId> operation,
      EventKind kind,
      Map<String, Object> payload) {
    EventRepository events = handle.attach(EventRepository.class);
    events.count(stream);
    events.insert(stream, account, configuration, operation, kind, payload, realTime.instant());
  }
}
