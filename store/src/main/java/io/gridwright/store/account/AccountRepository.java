package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.RiskLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of accounts; their row is the first lock of every transaction that takes it. */
@RegisterConstructorMapper(AccountRow.class)
public interface AccountRepository {

  @SqlUpdate(
      """
      INSERT INTO account
        (id, name, time_zone, currency, host_name, period_start, period_end, period_anchor_day,
         payment_method, created_at)
      VALUES
        (:id, :name, :timeZone, :currency, :hostName, :periodStart, :periodEnd, :anchorDay,
         :paymentMethod, :at)
      """)
  void insert(
      @Bind("id") AccountId id,
      @Bind("name") String name,
      @Bind("timeZone") String timeZone,
      @Bind("currency") String currency,
      @Bind("hostName") Optional<String> hostName,
      @Bind("periodStart") Instant periodStart,
      @Bind("periodEnd") Instant periodEnd,
      @Bind("anchorDay") int anchorDay,
      @Bind("paymentMethod") Optional<String> paymentMethod,
      @Bind("at") Instant at);

  @SqlQuery("SELECT * FROM account WHERE id = :id")
  Optional<AccountRow> find(@Bind("id") AccountId id);

  @SqlQuery("SELECT * FROM account WHERE id = :id FOR UPDATE")
  Optional<AccountRow> lock(@Bind("id") AccountId id);

  @SqlQuery("SELECT * FROM account WHERE id = :id LOCK IN SHARE MODE")
  Optional<AccountRow> share(@Bind("id") AccountId id);

  @SqlQuery("SELECT * FROM account WHERE id > :after ORDER BY id LIMIT :limit")
  List<AccountRow> page(@Bind("after") String after, @Bind("limit") int limit);

  @SqlUpdate(
      """
      UPDATE account
      SET held_memory_mib = held_memory_mib + :q.memoryMib, held_vcpus = held_vcpus + :q.vcpus,
          held_disk_gib = held_disk_gib + :q.diskGib,
          held_addresses = held_addresses + :q.addresses
      WHERE id = :id
      """)
  void hold(@Bind("id") AccountId id, @BindMethods("q") HeldQuota quota);

  @SqlUpdate(
      """
      UPDATE account
      SET name = :name, time_zone = :timeZone, host_name = :hostName,
          health_policy = :healthPolicy, monitoring = :monitoring,
          acceptable_overage_minor = :acceptableOverage
      WHERE id = :id
      """)
  void change(
      @Bind("id") AccountId id,
      @Bind("name") String name,
      @Bind("timeZone") String timeZone,
      @Bind("hostName") Optional<String> hostName,
      @Bind("healthPolicy") String healthPolicy,
      @Bind("monitoring") String monitoring,
      @Bind("acceptableOverage") Optional<Long> acceptableOverage);

  @SqlUpdate("UPDATE account SET risk = :risk WHERE id = :id")
  void rate(@Bind("id") AccountId id, @Bind("risk") RiskLevel risk);

  @SqlUpdate("UPDATE account SET restricted_at = :at WHERE id = :id")
  void restrict(@Bind("id") AccountId id, @Bind("at") Optional<Instant> at);

  @SqlUpdate("UPDATE account SET payment_method = :method WHERE id = :id")
  void payBy(@Bind("id") AccountId id, @Bind("method") String method);
}
