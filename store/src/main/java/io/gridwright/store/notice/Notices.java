package io.gridwright.store.notice;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.IdSource;
import io.gridwright.store.Transactions;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outbox: what is told is a row first, in one transaction with the event that those see who
 * watch. The same thing is told once, however often it is found.
 */
public final class Notices {
  private static final int LONGEST = 1000;

  private final Transactions transactions;
  private final IdSource ids;
  private final EventLog events;
  private final InstantSource realTime;

  public Notices(Transactions transactions, IdSource ids, EventLog events, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.events = events;
    this.realTime = realTime;
  }

  /**
   * Tells the customer of a configuration.
   *
   * @param identity what makes it the same thing, at most 190 characters
   * @return false where it was told already
   */
  public boolean tell(
      AccountId account,
      ConfigurationId configuration,
      NoticeKind kind,
      String identity,
      String text) {
    return transactions.call(
        handle -> {
          boolean fresh =
              handle
                      .attach(NoticeRepository.class)
                      .insert(
                          ids.next(),
                          identity,
                          Optional.of(account),
                          Optional.of(configuration),
                          kind,
                          fitting(text),
                          realTime.instant())
                  == 1;
          if (fresh) {
            events.append(
                handle,
                account,
                configuration,
                Optional.empty(),
                EventKind.NOTIFICATION,
                Map.of("kind", kind.name(), "text", text));
          }
          return fresh;
        });
  }

  /** Tells operators; false where they were told already. */
  public boolean tellOperators(NoticeKind kind, String identity, String text) {
    return transactions.call(
        handle ->
            handle
                    .attach(NoticeRepository.class)
                    .insert(
                        ids.next(),
                        identity,
                        Optional.empty(),
                        Optional.empty(),
                        kind,
                        fitting(text),
                        realTime.instant())
                == 1);
  }

  private static String fitting(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** All notices after the one last seen ({@code ""}: from the first), oldest first. */
  public List<NoticeRow> after(String last, int limit) {
    return transactions.call(handle -> handle.attach(NoticeRepository.class).after(last, limit));
  }

  public List<NoticeRow> ofConfiguration(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(NoticeRepository.class).ofConfiguration(configuration));
  }
}
