package io.gridwright.store.notice;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of notices. */
@RegisterConstructorMapper(NoticeRow.class)
public interface NoticeRepository {

  /** 0 where it was told already. */
  @SqlUpdate(
      """
      INSERT IGNORE INTO notice (id, identity, account_id, configuration_id, kind, text, at)
      VALUES (:id, :identity, :account, :configuration, :kind, :text, :at)
      """)
  int insert(
      @Bind("id") String id,
      @Bind("identity") String identity,
      @Bind("account") Optional<AccountId> account,
      @Bind("configuration") Optional<ConfigurationId> configuration,
      @Bind("kind") NoticeKind kind,
      @Bind("text") String text,
      @Bind("at") Instant at);

  @SqlQuery("SELECT * FROM notice WHERE id > :after ORDER BY id LIMIT :limit")
  List<NoticeRow> after(@Bind("after") String after, @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT * FROM notice WHERE configuration_id = :configuration ORDER BY id
      """)
  List<NoticeRow> ofConfiguration(@Bind("configuration") ConfigurationId configuration);
}
