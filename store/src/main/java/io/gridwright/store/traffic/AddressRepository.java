package io.gridwright.store.traffic;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.BatchChunkSize;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of addresses. Whoever frees or holds several takes them in their order. */
@RegisterConstructorMapper(AddressRow.class)
public interface AddressRepository {

  @SqlBatch(
      """
      INSERT IGNORE INTO address (scope, address, position, state)
      VALUES ('PUBLIC', :address, :position, 'FREE')
      """)
  @BatchChunkSize(500)
  void addPublic(@Bind("address") List<String> addresses, @Bind("position") List<Long> positions);

  @SqlUpdate(
      """
      UPDATE address
      SET state = 'HELD', address_use = :use, account_id = :account,
          configuration_id = :configuration, component_id = :component, machine_id = NULL,
          operation_id = :operation, held_at = :at, freed_at = NULL
      WHERE scope = 'PUBLIC' AND address = :address AND state = 'FREE'
      """)
  int claimPublic(
      @Bind("address") String address,
      @Bind("account") AccountId account,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("component") ComponentId component,
      @Bind("operation") OperationId operation,
      @Bind("use") AddressUse use,
      @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM address
                     WHERE scope = 'PUBLIC' AND address = :address
                       AND configuration_id = :configuration)
      """)
  boolean holdsPublic(
      @Bind("address") String address, @Bind("configuration") ConfigurationId configuration);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT 1 FROM address WHERE scope = 'PUBLIC' AND address = :address)
      """)
  boolean existsPublic(@Bind("address") String address);

  /** The first free public address that nobody else is just taking. */
  @SqlQuery(
      """
      SELECT address FROM address WHERE scope = 'PUBLIC' AND state = 'FREE'
      ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED
      """)
  Optional<String> firstFreePublic();

  /** The first free public address, waiting for those that are just taking it. */
  @SqlQuery(
      """
      SELECT address FROM address WHERE scope = 'PUBLIC' AND state = 'FREE'
      ORDER BY position LIMIT 1 FOR UPDATE
      """)
  Optional<String> awaitFreePublic();

  @SqlUpdate(
      """
      UPDATE address SET machine_id = :machine
      WHERE scope = 'PUBLIC' AND address = :address AND component_id = :component
      """)
  int bind(
      @Bind("address") String address,
      @Bind("component") ComponentId component,
      @Bind("machine") MachineId machine);

  @SqlQuery("SELECT MAX(position) FROM address WHERE scope = :scope")
  Optional<Long> lastOf(@Bind("scope") String scope);

  @SqlQuery(
      """
      SELECT address FROM address WHERE scope = :scope AND state = 'FREE'
      ORDER BY freed_at, position LIMIT 1 FOR UPDATE
      """)
  Optional<String> longestFree(@Bind("scope") String scope);

  @SqlUpdate(
      """
      INSERT INTO address
        (scope, address, position, state, address_use, account_id, configuration_id,
         component_id, machine_id, operation_id, held_at)
      VALUES
        (:scope, :address, :position, 'HELD', 'REAL', :o.account, :o.configuration,
         :o.component, :o.machine, :o.operation, :at)
      ON DUPLICATE KEY UPDATE
        state = 'HELD', address_use = 'REAL', account_id = VALUES(account_id),
        configuration_id = VALUES(configuration_id), component_id = VALUES(component_id),
        machine_id = VALUES(machine_id), operation_id = VALUES(operation_id),
        held_at = VALUES(held_at), freed_at = NULL
      """)
  void holdPrivate(
      @Bind("scope") String scope,
      @Bind("address") String address,
      @Bind("position") long position,
      @BindMethods("o") AddressOwner owner,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE address
      SET state = 'FREE', address_use = NULL, account_id = NULL, configuration_id = NULL,
          component_id = NULL, machine_id = NULL, operation_id = NULL, held_at = NULL,
          freed_at = :at
      WHERE machine_id = :machine AND state <> 'FREE'
      ORDER BY scope, address
      """)
  int freeOf(@Bind("machine") MachineId machine, @Bind("at") Instant at);

  /** Public addresses of one machine become another's, of the same component. */
  @SqlUpdate("UPDATE address SET machine_id = :to WHERE machine_id = :from AND scope = 'PUBLIC'")
  int passPublic(@Bind("from") MachineId from, @Bind("to") MachineId to);

  /** Takes public addresses off a machine; its component keeps them for the next one. */
  @SqlUpdate(
      "UPDATE address SET machine_id = NULL WHERE machine_id = :machine AND scope = 'PUBLIC'")
  int unbindPublicOf(@Bind("machine") MachineId machine);

  @SqlUpdate(
      """
      UPDATE address SET state = :state, machine_id = :machine
      WHERE scope = 'PUBLIC' AND address = :address
      """)
  int move(
      @Bind("address") String address,
      @Bind("state") AddressState state,
      @Bind("machine") MachineId machine);

  @SqlQuery(
      """
      SELECT * FROM address WHERE machine_id = :machine AND state <> 'FREE'
      ORDER BY scope, position
      """)
  List<AddressRow> ofMachine(@Bind("machine") MachineId machine);

  @SqlQuery(
      """
      SELECT * FROM address WHERE configuration_id = :configuration AND state <> 'FREE'
      ORDER BY scope, position
      """)
  List<AddressRow> ofConfiguration(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery(
      """
      SELECT * FROM address WHERE account_id = :account AND state <> 'FREE'
      ORDER BY scope, position
      """)
  List<AddressRow> ofAccount(@Bind("account") AccountId account);

  /** Takes free addresses out that the operator's range has no more. */
  @SqlUpdate(
      """
      DELETE FROM address
      WHERE scope = 'PUBLIC' AND state = 'FREE' AND (position < :first OR position > :last)
      """)
  void dropFreePublicOutside(@Bind("first") long first, @Bind("last") long last);

  @SqlUpdate("DELETE FROM address WHERE scope = :scope")
  void dropScope(@Bind("scope") String scope);
}
