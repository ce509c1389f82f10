package io.gridwright.store.event;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of events and the counters of their streams. */
@RegisterConstructorMapper(EventRow.class)
public interface EventRepository {

  @SqlUpdate(
      """
      INSERT INTO event_stream (id, last_number) VALUES (:stream, 1)
      ON DUPLICATE KEY UPDATE last_number = last_number + 1
      """)
  void count(@Bind("stream") String stream);

  @SqlUpdate(
      """
      INSERT INTO event
        (stream_id, number, account_id, configuration_id, operation_id, kind, payload, at)
      SELECT id, last_number, :account, :configuration, :operation, :kind, :payload, :at
      FROM event_stream WHERE id = :stream
      """)
  void insert(
      @Bind("stream") String stream,
      @Bind("account") AccountId account,
      @Bind("configuration") Optional<ConfigurationId> configuration,
      @Bind("operation") Optional<OperationId> operation,
      @Bind("kind") EventKind kind,
      @Bind("payload") Map<String, Object> payload,
      @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT * FROM event WHERE stream_id = :stream AND number > :after
      ORDER BY number LIMIT :limit
      """)
  List<EventRow> after(
      @Bind("stream") String stream, @Bind("after") long after, @Bind("limit") int limit);

  @SqlQuery("SELECT COALESCE(MAX(last_number), 0) FROM event_stream WHERE id = :stream")
  long last(@Bind("stream") String stream);
}
