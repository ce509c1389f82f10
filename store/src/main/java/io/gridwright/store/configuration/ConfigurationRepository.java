package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of configurations, their components and the ports they balance. */
@RegisterConstructorMapper(ConfigurationRow.class)
@RegisterConstructorMapper(ComponentRow.class)
public interface ConfigurationRepository {

  @SqlUpdate(
      """
      INSERT INTO configuration
        (id, account_id, name, live_name, document, version, state, next_operation_number,
         held_memory_mib, held_vcpus, held_disk_gib, held_addresses, risky, dedicated, created_at)
      VALUES
        (:id, :account, :name, :name, :document, 1, 'PROVISIONING', 2,
         :q.memoryMib, :q.vcpus, :q.diskGib, :q.addresses, :risky, :dedicated, :at)
      """)
  void insert(
      @Bind("id") ConfigurationId id,
      @Bind("account") AccountId account,
      @Bind("name") String name,
      @Bind("document") ConfigurationDocument document,
      @BindMethods("q") HeldQuota quota,
      @Bind("risky") boolean risky,
      @Bind("dedicated") Dedication dedicated,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      INSERT INTO component
        (id, configuration_id, name, live_name, kind, stateless, state, image_id,
         accesses_per_hour, access_seconds, bytes_per_access, created_at)
      VALUES
        (:id, :configuration, :c.name, :c.name, :c.kind, :c.stateless, 'PROVISIONING', :c.image,
         :e.accessesPerHour, :e.accessSeconds, :e.bytesPerAccess, :at)
      """)
  void insertComponent(
      @Bind("id") ComponentId id,
      @Bind("configuration") ConfigurationId configuration,
      @BindMethods("c") Component component,
      @BindMethods("e") ExpectedBehaviour expected,
      @Bind("at") Instant at);

  @SqlQuery("SELECT * FROM configuration WHERE id = :id")
  Optional<ConfigurationRow> find(@Bind("id") ConfigurationId id);

  @SqlQuery("SELECT * FROM configuration WHERE id = :id AND account_id = :account")
  Optional<ConfigurationRow> find(
      @Bind("account") AccountId account, @Bind("id") ConfigurationId id);

  @SqlQuery("SELECT * FROM configuration WHERE id = :id AND account_id = :account FOR UPDATE")
  Optional<ConfigurationRow> lock(
      @Bind("account") AccountId account, @Bind("id") ConfigurationId id);

  @SqlQuery("SELECT COUNT(*) FROM configuration WHERE account_id = :account AND live_name = :name")
  int named(@Bind("account") AccountId account, @Bind("name") String name);

  @SqlQuery(
      """
      SELECT * FROM configuration
      WHERE account_id = :account AND id > :after AND deleted_at IS NULL
      ORDER BY id LIMIT :limit
      """)
  List<ConfigurationRow> page(
      @Bind("account") AccountId account, @Bind("after") String after, @Bind("limit") int limit);

  @SqlQuery("SELECT * FROM component WHERE configuration_id = :configuration ORDER BY id")
  List<ComponentRow> components(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      UPDATE configuration SET next_operation_number = next_operation_number + 1 WHERE id = :id
      """)
  void countOperation(@Bind("id") ConfigurationId id);

  /** What is asked for now: the document, and what it holds more. */
  @SqlUpdate(
      """
      UPDATE configuration
      SET document = :document, version = version + 1, risky = :risky, dedicated = :dedicated,
          held_memory_mib = held_memory_mib + :q.memoryMib, held_vcpus = held_vcpus + :q.vcpus,
          held_disk_gib = held_disk_gib + :q.diskGib,
          held_addresses = held_addresses + :q.addresses
      WHERE id = :id
      """)
  void rewrite(
      @Bind("id") ConfigurationId id,
      @Bind("document") ConfigurationDocument document,
      @BindMethods("q") HeldQuota growth,
      @Bind("risky") boolean risky,
      @Bind("dedicated") Dedication dedicated);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM balanced_port
                     WHERE claim = :claim AND configuration_id = :configuration)
      """)
  boolean claims(@Bind("configuration") ConfigurationId configuration, @Bind("claim") String claim);

  @SqlUpdate("UPDATE configuration SET state = :state WHERE id = :id")
  void changeState(@Bind("id") ConfigurationId id, @Bind("state") ConfigurationState state);

  @SqlUpdate("UPDATE component SET state = :state WHERE id = :id")
  void changeComponentState(@Bind("id") ComponentId id, @Bind("state") ComponentState state);

  @SqlUpdate(
      """
      INSERT IGNORE INTO balanced_port
        (claim, account_id, configuration_id, balancer_id, operation_id)
      VALUES (:claim, :account, :configuration, :balancer, :operation)
      """)
  int claimPort(
      @Bind("claim") String claim,
      @Bind("account") AccountId account,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("balancer") ComponentId balancer,
      @Bind("operation") OperationId operation);
}
