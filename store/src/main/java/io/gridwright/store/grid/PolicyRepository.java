package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.placement.PlacementPolicy;
import java.time.Instant;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The one row of the policy of placement. */
@RegisterConstructorMapper(PolicyRow.class)
public interface PolicyRepository {

  @SqlQuery("SELECT document, version, updated_at, updated_by FROM placement_policy WHERE id = 1")
  PolicyRow current();

  @SqlQuery(
      """
      SELECT document, version, updated_at, updated_by FROM placement_policy
      WHERE id = 1 FOR UPDATE
      """)
  PolicyRow lock();

  @SqlUpdate(
      """
      UPDATE placement_policy
      SET document = :policy, version = version + 1, updated_at = :at, updated_by = :by
      WHERE id = 1
      """)
  void replace(
      @Bind("policy") PlacementPolicy policy, @Bind("at") Instant at, @Bind("by") UserId by);
}
