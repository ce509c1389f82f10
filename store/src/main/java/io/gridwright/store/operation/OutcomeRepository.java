package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What the end of an operation writes to its account, configuration and components. */
@RegisterConstructorMapper(HeldQuota.class)
public interface OutcomeRepository {

  @SqlQuery("SELECT id FROM account WHERE id = :account FOR UPDATE")
  Optional<String> lockAccount(@Bind("account") AccountId account);

  @SqlQuery("SELECT id FROM configuration WHERE id = :configuration FOR UPDATE")
  Optional<String> lockConfiguration(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery(
      """
      SELECT held_memory_mib AS memory_mib, held_vcpus AS vcpus, held_disk_gib AS disk_gib,
             held_addresses AS addresses
      FROM configuration WHERE id = :configuration
      """)
  HeldQuota heldBy(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      UPDATE account
      SET held_memory_mib = held_memory_mib - :q.memoryMib, held_vcpus = held_vcpus - :q.vcpus,
          held_disk_gib = held_disk_gib - :q.diskGib,
          held_addresses = held_addresses - :q.addresses
      WHERE id = :account
      """)
  void giveBackToAccount(@Bind("account") AccountId account, @BindMethods("q") HeldQuota quota);

  @SqlUpdate(
      """
      UPDATE configuration
      SET held_memory_mib = held_memory_mib - :q.memoryMib, held_vcpus = held_vcpus - :q.vcpus,
          held_disk_gib = held_disk_gib - :q.diskGib,
          held_addresses = held_addresses - :q.addresses
      WHERE id = :configuration
      """)
  void giveBackOfConfiguration(
      @Bind("configuration") ConfigurationId configuration, @BindMethods("q") HeldQuota quota);

  @SqlUpdate("UPDATE configuration SET state = :state WHERE id = :configuration")
  void state(
      @Bind("configuration") ConfigurationId configuration,
      @Bind("state") ConfigurationState state);

  @SqlUpdate("UPDATE configuration SET version = version + 1 WHERE id = :configuration")
  void raiseVersion(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      UPDATE configuration SET state = 'DELETED', live_name = NULL, deleted_at = :at
      WHERE id = :configuration
      """)
  void deleted(@Bind("configuration") ConfigurationId configuration, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE component SET state = :state
      WHERE configuration_id = :configuration AND deleted_at IS NULL
      """)
  void componentStates(
      @Bind("configuration") ConfigurationId configuration, @Bind("state") ComponentState state);

  /** Those that were built; what was there before is as it was. */
  @SqlUpdate(
      """
      UPDATE component
      SET state = 'RUNNING', running_since = COALESCE(running_since, :at)
      WHERE id IN (<built>) AND state IN ('PROVISIONING', 'FAILED')
      """)
  void componentsRun(@BindList("built") Set<ComponentId> built, @Bind("at") Instant at);

  /** What placement and meters know of a component beside its document. */
  @SqlUpdate(
      """
      UPDATE component
      SET stateless = :c.stateless, image_id = :c.image,
          accesses_per_hour = :e.accessesPerHour, access_seconds = :e.accessSeconds,
          bytes_per_access = :e.bytesPerAccess
      WHERE id = :id
      """)
  void describe(
      @Bind("id") ComponentId id,
      @BindMethods("c") Component component,
      @BindMethods("e") ExpectedBehaviour expected);

  @SqlUpdate(
      """
      UPDATE component
      SET state = 'DELETED', live_name = NULL, deleted_at = :at
      WHERE configuration_id = :configuration AND deleted_at IS NULL AND id NOT IN (<kept>)
      """)
  void componentsDeletedBut(
      @Bind("configuration") ConfigurationId configuration,
      @BindList("kept") Set<ComponentId> kept,
      @Bind("at") Instant at);

  /** What is paused at a balancer, or of a member, that is wanted no more. */
  @SqlUpdate(
      """
      DELETE FROM traffic_pause
      WHERE configuration_id = :configuration
        AND (balancer_id NOT IN (<kept>) OR member_id <> '' AND member_id NOT IN (<kept>))
      """)
  void dropPausesBut(
      @Bind("configuration") ConfigurationId configuration,
      @BindList("kept") Set<ComponentId> kept);

  @SqlUpdate("UPDATE configuration SET document = :document WHERE id = :configuration")
  void ask(
      @Bind("configuration") ConfigurationId configuration,
      @Bind("document") ConfigurationDocument document);

  /** Names belong to the components of the document that was asked for last. */
  @SqlUpdate(
      """
      UPDATE component SET live_name = NULL
      WHERE configuration_id = :configuration AND id NOT IN (<named>)
      """)
  void unnameBut(
      @Bind("configuration") ConfigurationId configuration,
      @BindList("named") Set<ComponentId> named);

  @SqlUpdate(
      """
      UPDATE component SET live_name = name
      WHERE configuration_id = :configuration AND deleted_at IS NULL AND id IN (<named>)
      """)
  void name(
      @Bind("configuration") ConfigurationId configuration,
      @BindList("named") Set<ComponentId> named);

  @SqlUpdate(
      """
      UPDATE component
      SET state = 'DELETED', live_name = NULL, deleted_at = :at
      WHERE configuration_id = :configuration AND deleted_at IS NULL
      """)
  void componentsDeleted(
      @Bind("configuration") ConfigurationId configuration, @Bind("at") Instant at);

  @SqlUpdate(
      "DELETE FROM balanced_port WHERE configuration_id = :configuration AND claim NOT IN (<kept>)")
  void dropPortsBut(
      @Bind("configuration") ConfigurationId configuration, @BindList("kept") Set<String> kept);

  @SqlUpdate("DELETE FROM balanced_port WHERE configuration_id = :configuration")
  void dropPorts(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate("DELETE FROM traffic_pause WHERE configuration_id = :configuration")
  void forgetPauses(@Bind("configuration") ConfigurationId configuration);

  /** Frees what was claimed at acceptance and never came to a machine. */
  /** Addresses that no machine has, of components that are wanted no more. */
  @SqlUpdate(
      """
      UPDATE address
      SET state = 'FREE', address_use = NULL, account_id = NULL, configuration_id = NULL,
          component_id = NULL, operation_id = NULL, held_at = NULL, freed_at = :at
      WHERE configuration_id = :configuration AND machine_id IS NULL AND state <> 'FREE'
        AND component_id NOT IN (<kept>)
      """)
  void freeAddressesBut(
      @Bind("configuration") ConfigurationId configuration,
      @BindList("kept") Set<ComponentId> kept,
      @Bind("at") Instant at);

  /** Frees what a deleted configuration still holds without a machine. */
  @SqlUpdate(
      """
      UPDATE address
      SET state = 'FREE', address_use = NULL, account_id = NULL, configuration_id = NULL,
          component_id = NULL, operation_id = NULL, held_at = NULL, freed_at = :at
      WHERE configuration_id = :configuration AND machine_id IS NULL AND state <> 'FREE'
      """)
  void freeAddresses(@Bind("configuration") ConfigurationId configuration, @Bind("at") Instant at);

  /** Gives the subnet back once no machine of the configuration is left in it. */
  @SqlUpdate(
      """
      UPDATE subnet SET account_id = NULL, configuration_id = NULL
      WHERE configuration_id = :configuration
        AND NOT EXISTS (SELECT 1 FROM machine m
                        WHERE m.configuration_id = :configuration AND m.state <> 'GONE')
      """)
  void freeSubnet(@Bind("configuration") ConfigurationId configuration);
}
