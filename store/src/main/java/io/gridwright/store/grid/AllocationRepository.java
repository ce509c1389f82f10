package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.AllocationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of allocations, and the instants that their events are stamped with. */
@RegisterConstructorMapper(AllocationRow.class)
public interface AllocationRepository {

  @SqlUpdate(
      """
      INSERT INTO allocation
        (id, operation_id, machine_id, component_id, configuration_id, account_id, ordinal, role,
         node, memory_mib, vcpus, disk_gib, bandwidth_mbps, reserved_at)
      VALUES
        (:id, :m.operationId, :m.id, :m.componentId, :m.configurationId, :m.accountId, :m.ordinal,
         :m.role, :m.node, :c.memoryMib, :c.vcpus, :c.diskGib, :c.bandwidthMbps, :at)
      """)
  void insert(
      @Bind("id") AllocationId id,
      @BindMethods("m") MachineRow machine,
      @BindMethods("c") Capacity amount,
      @Bind("at") Instant at);

  /** What a machine holds where it stands. */
  @SqlQuery(
      """
      SELECT * FROM allocation
      WHERE machine_id = :machine AND released_at IS NULL AND role <> 'TARGET' FOR UPDATE
      """)
  Optional<AllocationRow> lockHeld(@Bind("machine") MachineId machine);

  /** What a machine holds where it stands, or held last. */
  @SqlQuery(
      """
      SELECT * FROM allocation WHERE machine_id = :machine AND role <> 'TARGET'
      ORDER BY released_at IS NULL DESC, released_at DESC LIMIT 1
      """)
  Optional<AllocationRow> of(@Bind("machine") MachineId machine);

  /** Room that is held for machines that are being moved. */
  @SqlQuery("SELECT * FROM allocation WHERE role = 'TARGET' AND released_at IS NULL ORDER BY id")
  List<AllocationRow> targets();

  /** Room that an operation holds for machines that are being moved. */
  @SqlQuery(
      """
      SELECT * FROM allocation
      WHERE operation_id = :operation AND role = 'TARGET' AND released_at IS NULL
      ORDER BY node, id
      """)
  List<AllocationRow> targets(@Bind("operation") OperationId operation);

  @SqlQuery(
      """
      SELECT * FROM allocation
      WHERE operation_id = :operation AND role = 'TARGET' AND released_at IS NULL
      ORDER BY node, id FOR UPDATE
      """)
  List<AllocationRow> lockTargets(@Bind("operation") OperationId operation);

  @SqlQuery(
      """
      SELECT * FROM allocation
      WHERE operation_id = :operation AND machine_id = :machine AND role = 'TARGET'
        AND released_at IS NULL FOR UPDATE
      """)
  Optional<AllocationRow> lockTarget(
      @Bind("operation") OperationId operation, @Bind("machine") MachineId machine);

  /** The machine has left: what it held there ends, and its bill goes on elsewhere. */
  @SqlUpdate(
      """
      UPDATE allocation SET released_at = :at, billed_to = :billedTo, is_current = NULL
      WHERE id = :id
      """)
  void leave(
      @Bind("id") AllocationId id,
      @Bind("billedTo") Optional<Instant> billedTo,
      @Bind("at") Instant at);

  /** The machine has arrived: the room is its own. */
  @SqlUpdate(
      """
      UPDATE allocation SET role = :role, committed_at = :at, billed_from = :billedFrom
      WHERE id = :id
      """)
  void arrive(
      @Bind("id") AllocationId id,
      @Bind("role") PlacementRole role,
      @Bind("billedFrom") Optional<Instant> billedFrom,
      @Bind("at") Instant at);

  /** It has taken more where it stands and keeps it; that is not a size that was ordered. */
  @SqlUpdate(
      """
      UPDATE allocation
      SET memory_mib = memory_mib + :c.memoryMib, vcpus = vcpus + :c.vcpus,
          disk_gib = disk_gib + :c.diskGib, bandwidth_mbps = bandwidth_mbps + :c.bandwidthMbps
      WHERE id = :id
      """)
  void enlarge(@Bind("id") AllocationId id, @BindMethods("c") Capacity more);

  @SqlQuery(
      """
      SELECT * FROM allocation
      WHERE operation_id = :operation AND is_current AND released_at IS NULL
        AND committed_at IS NULL
      ORDER BY node, id FOR UPDATE
      """)
  List<AllocationRow> lockReserved(@Bind("operation") OperationId operation);

  @SqlQuery(
      """
      SELECT * FROM allocation WHERE configuration_id = :configuration ORDER BY id
      """)
  List<AllocationRow> ofConfiguration(@Bind("configuration") ConfigurationId configuration);

  /** From here on it counts; it is billed if its machine serves. */
  @SqlUpdate(
      """
      UPDATE allocation a JOIN machine m ON m.id = a.machine_id
      SET a.committed_at = :at, a.role = m.role,
          a.billed_from = CASE WHEN m.role = 'ORIGINAL' THEN :at END
      WHERE a.id = :id
      """)
  void commit(@Bind("id") AllocationId id, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE allocation SET billed_to = COALESCE(billed_to, :at)
      WHERE machine_id = :machine AND released_at IS NULL AND billed_from IS NOT NULL
      """)
  void endBilling(@Bind("machine") MachineId machine, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE allocation SET released_at = :at, is_current = NULL
      WHERE id = :id AND released_at IS NULL
      """)
  int release(@Bind("id") AllocationId id, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE allocation SET is_current = NULL, billed_to = COALESCE(billed_to, :at)
      WHERE machine_id = :machine AND released_at IS NULL
      """)
  void lose(@Bind("machine") MachineId machine, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE component SET allocated_since = COALESCE(allocated_since, :at) WHERE id = :component
      """)
  void allocatedSince(@Bind("component") ComponentId component, @Bind("at") Instant at);

  @SqlQuery("SELECT risky, dedicated FROM configuration WHERE id = :configuration")
  @RegisterConstructorMapper(PlacementWishes.class)
  PlacementWishes wishes(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery("SELECT closed_until FROM metering_watermark WHERE id = 1 LOCK IN SHARE MODE")
  Instant watermark();

  @SqlQuery("SELECT last_allocation_event FROM configuration WHERE id = :configuration")
  Optional<Instant> lastEvent(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate("UPDATE configuration SET last_allocation_event = :at WHERE id = :configuration")
  void stamp(@Bind("configuration") ConfigurationId configuration, @Bind("at") Instant at);

  @SqlQuery("SELECT id FROM configuration WHERE id = :configuration LOCK IN SHARE MODE")
  Optional<String> shareConfiguration(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery("SELECT id FROM configuration WHERE id = :configuration FOR UPDATE")
  Optional<String> lockConfiguration(@Bind("configuration") ConfigurationId configuration);
}
