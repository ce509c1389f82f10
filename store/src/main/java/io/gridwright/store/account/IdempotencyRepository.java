package io.gridwright.store.account;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of Idempotency-Keys. */
@RegisterConstructorMapper(IdempotencyRow.class)
public interface IdempotencyRepository {

  @SqlUpdate(
      """
      INSERT IGNORE INTO idempotency
        (scope_hash, request_key, request_hash, resource_id, created_at)
      VALUES (:scope, :key, :request, :resource, :at)
      """)
  int insert(
      @Bind("scope") String scope,
      @Bind("key") String key,
      @Bind("request") String request,
      @Bind("resource") String resource,
      @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT request_hash, resource_id, created_at FROM idempotency
      WHERE scope_hash = :scope AND request_key = :key FOR UPDATE
      """)
  Optional<IdempotencyRow> lock(@Bind("scope") String scope, @Bind("key") String key);

  @SqlQuery(
      """
      SELECT request_hash, resource_id, created_at FROM idempotency
      WHERE scope_hash = :scope AND request_key = :key
      """)
  Optional<IdempotencyRow> find(@Bind("scope") String scope, @Bind("key") String key);

  @SqlUpdate(
      """
      UPDATE idempotency
      SET request_hash = :request, resource_id = :resource, created_at = :at
      WHERE scope_hash = :scope AND request_key = :key
      """)
  void renew(
      @Bind("scope") String scope,
      @Bind("key") String key,
      @Bind("request") String request,
      @Bind("resource") String resource,
      @Bind("at") Instant at);

  @SqlUpdate("DELETE FROM idempotency WHERE created_at < :before")
  int forget(@Bind("before") Instant before);
}
