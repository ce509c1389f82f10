package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.billing.Resource;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of plans and of who subscribed to them. */
@RegisterConstructorMapper(SubscriptionRow.class)
public interface PlanRepository {

  @SqlQuery("SELECT document FROM plan ORDER BY position, id")
  List<Plan> all();

  @SqlUpdate(
      """
      INSERT INTO plan (id, position, document)
      SELECT :id, COALESCE(MAX(position), 0) + 1, :plan FROM plan
      ON DUPLICATE KEY UPDATE document = VALUES(document)
      """)
  void put(@Bind("id") PlanId id, @Bind("plan") Plan plan);

  @SqlQuery(
      """
      SELECT p.document FROM subscription s JOIN plan p ON p.id = s.plan_id
      WHERE s.account_id = :account AND s.since <= :at AND (s.ends_at IS NULL OR s.ends_at > :at)
      ORDER BY p.position, p.id
      """)
  List<Plan> of(@Bind("account") AccountId account, @Bind("at") Instant at);

  @SqlQuery("SELECT * FROM subscription WHERE account_id = :account ORDER BY id")
  List<SubscriptionRow> subscriptions(@Bind("account") AccountId account);

  @SqlUpdate(
      """
      UPDATE subscription SET ends_at = :at
      WHERE account_id = :account AND resource = :resource AND ends_at IS NULL
      """)
  void end(
      @Bind("account") AccountId account,
      @Bind("resource") Resource resource,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      INSERT INTO subscription (id, account_id, plan_id, resource, since)
      VALUES (:id, :account, :plan, :resource, :since)
      """)
  void subscribe(
      @Bind("id") String id,
      @Bind("account") AccountId account,
      @Bind("plan") PlanId plan,
      @Bind("resource") Resource resource,
      @Bind("since") Instant since);
}
