package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of charges. */
@RegisterConstructorMapper(ChargeRow.class)
public interface ChargeRepository {

  /** Inserts a charge unless there is one of its account, resource, day, kind and plan. */
  @SqlUpdate(
      """
      INSERT IGNORE INTO charge
        (id, account_id, resource, day, kind, plan_id, quantity, unit, amount_minor, currency,
         state, attempts, payment_id, created_at)
      VALUES
        (:c.id, :c.accountId, :c.resource, :c.day, :c.kind, :c.planId, :c.quantity, :c.unit,
         :c.amountMinor, :c.currency, :c.state, :c.attempts, :c.paymentId, :c.createdAt)
      """)
  int insert(@BindMethods("c") ChargeRow charge);

  @SqlQuery(
      """
      SELECT * FROM charge WHERE account_id = :account AND id > :after ORDER BY id LIMIT :limit
      """)
  List<ChargeRow> of(
      @Bind("account") AccountId account, @Bind("after") String after, @Bind("limit") int limit);
}
