package io.gridwright.store.billing;

import io.gridwright.domain.billing.PaymentGateway.PaymentOutcome;
import io.gridwright.domain.billing.PaymentId;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of the ledger gateway's book. */
@RegisterConstructorMapper(PaymentRow.class)
public interface PaymentBook {
  @SqlUpdate(
      """
      INSERT IGNORE INTO payment
        (id, reference, amount_minor, currency, method, state, reason, created_at)
      VALUES
        (:p.id, :p.reference, :p.amountMinor, :p.currency, :p.method, :p.state, :p.reason,
         :p.createdAt)
      """)
  int insert(@BindMethods("p") PaymentRow payment);

  @SqlQuery("SELECT * FROM payment WHERE reference = :reference")
  Optional<PaymentRow> byReference(@Bind("reference") String reference);

  @SqlQuery("SELECT * FROM payment WHERE id = :id")
  Optional<PaymentRow> find(@Bind("id") PaymentId id);

  @SqlQuery("SELECT * FROM payment WHERE id = :id FOR UPDATE")
  Optional<PaymentRow> lock(@Bind("id") PaymentId id);

  @SqlUpdate("UPDATE payment SET state = :state, reason = :reason WHERE id = :id")
  void settle(
      @Bind("id") PaymentId id,
      @Bind("state") PaymentOutcome.State state,
      @Bind("reason") Optional<String> reason);
}
