package io.gridwright.store.billing;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of the ledger gateway's book. */
@RegisterConstructorMapper(PaymentRow.class)
public interface PaymentRepository {

  @SqlUpdate(
      """
      INSERT IGNORE INTO payment
        (id, reference, account_id, amount_minor, currency, method, state, reason, created_at)
      VALUES
        (:p.id, :p.reference, :p.accountId, :p.amountMinor, :p.currency, :p.method, :p.state,
         :p.reason, :p.createdAt)
      """)
  int insert(@BindMethods("p") PaymentRow payment);

  @SqlQuery("SELECT * FROM payment WHERE reference = :reference")
  Optional<PaymentRow> byReference(@Bind("reference") String reference);
}
