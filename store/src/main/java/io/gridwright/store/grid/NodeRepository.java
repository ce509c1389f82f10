package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of nodes. Whoever changes several takes them by name. */
@RegisterConstructorMapper(NodeRow.class)
@RegisterConstructorMapper(TenantRow.class)
public interface NodeRepository {

  @SqlQuery("SELECT * FROM node ORDER BY name")
  List<NodeRow> all();

  @SqlQuery("SELECT MIN(capacity_vcpus) FROM node")
  OptionalInt fewestVcpus();

  @SqlQuery("SELECT * FROM node WHERE name = :name")
  Optional<NodeRow> find(@Bind("name") NodeName name);

  @SqlQuery("SELECT * FROM node WHERE name = :name FOR UPDATE")
  Optional<NodeRow> lock(@Bind("name") NodeName name);

  @SqlUpdate(
      """
      INSERT INTO node
        (name, state, capacity_memory_mib, capacity_vcpus, capacity_disk_gib,
         capacity_bandwidth_mbps, labels, last_seen_at, state_since)
      VALUES
        (:name, :state, :c.memoryMib, :c.vcpus, :c.diskGib, :c.bandwidthMbps, '{}', :at, :at)
      ON DUPLICATE KEY UPDATE
        capacity_memory_mib = VALUES(capacity_memory_mib),
        capacity_vcpus = VALUES(capacity_vcpus),
        capacity_disk_gib = VALUES(capacity_disk_gib),
        capacity_bandwidth_mbps = VALUES(capacity_bandwidth_mbps),
        last_seen_at = VALUES(last_seen_at)
      """)
  void upsert(
      @Bind("name") NodeName name,
      @Bind("state") NodeState state,
      @BindMethods("c") Capacity capacity,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE node SET state = :to, state_since = :at WHERE name = :name AND state = :from
      """)
  int changeState(
      @Bind("name") NodeName name,
      @Bind("from") NodeState from,
      @Bind("to") NodeState to,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE node
      SET capacity_memory_mib = :c.memoryMib, capacity_vcpus = :c.vcpus,
          capacity_disk_gib = :c.diskGib, capacity_bandwidth_mbps = :c.bandwidthMbps
      WHERE name = :name
        AND NOT (capacity_memory_mib = :c.memoryMib AND capacity_vcpus = :c.vcpus
                 AND capacity_disk_gib = :c.diskGib
                 AND capacity_bandwidth_mbps = :c.bandwidthMbps)
      """)
  int resize(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  @SqlUpdate("UPDATE node SET labels = :labels WHERE name = :name")
  int label(@Bind("name") NodeName name, @Bind("labels") Map<String, Object> labels);

  @SqlUpdate(
      """
      UPDATE node
      SET foreign_memory_mib = :c.memoryMib, foreign_vcpus = :c.vcpus,
          foreign_disk_gib = :c.diskGib, foreign_bandwidth_mbps = :c.bandwidthMbps,
          last_seen_at = :at
      WHERE name = :name
      """)
  int setForeign(
      @Bind("name") NodeName name, @BindMethods("c") Capacity capacity, @Bind("at") Instant at);

  /** Holds room where the node takes new machines and all of it fits; 0 where not. */
  @SqlUpdate(
      """
      UPDATE node
      SET reserved_memory_mib = reserved_memory_mib + :c.memoryMib,
          reserved_vcpus = reserved_vcpus + :c.vcpus,
          reserved_disk_gib = reserved_disk_gib + :c.diskGib,
          reserved_bandwidth_mbps = reserved_bandwidth_mbps + :c.bandwidthMbps
      WHERE name = :name AND state = 'ONLINE'
        AND reserved_memory_mib + allocated_memory_mib + foreign_memory_mib + :c.memoryMib
            <= capacity_memory_mib
        AND reserved_vcpus + allocated_vcpus + foreign_vcpus + :c.vcpus <= capacity_vcpus
        AND reserved_disk_gib + allocated_disk_gib + foreign_disk_gib + :c.diskGib
            <= capacity_disk_gib
        AND reserved_bandwidth_mbps + allocated_bandwidth_mbps + foreign_bandwidth_mbps
            + :c.bandwidthMbps <= capacity_bandwidth_mbps
      """)
  int reserve(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  /**
   * As {@link #reserve}, for what stands there: of what it takes no more there may be none left.
   */
  @SqlUpdate(
      """
      UPDATE node
      SET reserved_memory_mib = reserved_memory_mib + :c.memoryMib,
          reserved_vcpus = reserved_vcpus + :c.vcpus,
          reserved_disk_gib = reserved_disk_gib + :c.diskGib,
          reserved_bandwidth_mbps = reserved_bandwidth_mbps + :c.bandwidthMbps
      WHERE name = :name AND state = 'ONLINE'
        AND (:c.memoryMib = 0
             OR reserved_memory_mib + allocated_memory_mib + foreign_memory_mib + :c.memoryMib
                <= capacity_memory_mib)
        AND (:c.vcpus = 0
             OR reserved_vcpus + allocated_vcpus + foreign_vcpus + :c.vcpus <= capacity_vcpus)
        AND (:c.diskGib = 0
             OR reserved_disk_gib + allocated_disk_gib + foreign_disk_gib + :c.diskGib
                <= capacity_disk_gib)
        AND (:c.bandwidthMbps = 0
             OR reserved_bandwidth_mbps + allocated_bandwidth_mbps + foreign_bandwidth_mbps
                + :c.bandwidthMbps <= capacity_bandwidth_mbps)
      """)
  int grow(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  @SqlUpdate(
      """
      UPDATE node
      SET reserved_memory_mib = reserved_memory_mib - :c.memoryMib,
          reserved_vcpus = reserved_vcpus - :c.vcpus,
          reserved_disk_gib = reserved_disk_gib - :c.diskGib,
          reserved_bandwidth_mbps = reserved_bandwidth_mbps - :c.bandwidthMbps
      WHERE name = :name
      """)
  int giveBackReserved(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  @SqlUpdate(
      """
      UPDATE node
      SET allocated_memory_mib = allocated_memory_mib - :c.memoryMib,
          allocated_vcpus = allocated_vcpus - :c.vcpus,
          allocated_disk_gib = allocated_disk_gib - :c.diskGib,
          allocated_bandwidth_mbps = allocated_bandwidth_mbps - :c.bandwidthMbps
      WHERE name = :name
      """)
  int giveBackAllocated(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  @SqlUpdate(
      """
      UPDATE node
      SET reserved_memory_mib = reserved_memory_mib - :c.memoryMib,
          reserved_vcpus = reserved_vcpus - :c.vcpus,
          reserved_disk_gib = reserved_disk_gib - :c.diskGib,
          reserved_bandwidth_mbps = reserved_bandwidth_mbps - :c.bandwidthMbps,
          allocated_memory_mib = allocated_memory_mib + :c.memoryMib,
          allocated_vcpus = allocated_vcpus + :c.vcpus,
          allocated_disk_gib = allocated_disk_gib + :c.diskGib,
          allocated_bandwidth_mbps = allocated_bandwidth_mbps + :c.bandwidthMbps
      WHERE name = :name
      """)
  int commit(@Bind("name") NodeName name, @BindMethods("c") Capacity capacity);

  @SqlQuery(
      """
      SELECT a.node, a.account_id, a.configuration_id, a.component_id, c.name AS component_name,
             c.kind, a.ordinal, a.machine_id, a.memory_mib, a.vcpus, a.disk_gib, a.bandwidth_mbps,
             (f.risky OR o.risk = 'HIGH') AS risky, f.dedicated, c.image_id, c.accesses_per_hour,
             c.access_seconds, c.bytes_per_access
      FROM allocation a
      JOIN component c ON c.id = a.component_id
      JOIN configuration f ON f.id = a.configuration_id
      JOIN account o ON o.id = a.account_id
      WHERE a.released_at IS NULL
      ORDER BY a.node, a.machine_id
      """)
  List<TenantRow> tenants();

  @SqlQuery(
      """
      SELECT COUNT(*) FROM allocation
      WHERE node = :node AND released_at IS NULL AND account_id <> :account
      """)
  int others(@Bind("node") NodeName node, @Bind("account") AccountId account);

  @SqlQuery(
      """
      SELECT COUNT(*)
      FROM allocation a
      JOIN configuration f ON f.id = a.configuration_id
      JOIN account o ON o.id = a.account_id
      WHERE a.node = :node AND a.released_at IS NULL AND a.account_id <> :account
        AND (f.risky OR o.risk = 'HIGH')
      """)
  int riskyOthers(@Bind("node") NodeName node, @Bind("account") AccountId account);

  /** How much stands there that reserves the node against a configuration, or it against that. */
  @SqlQuery(
      """
      SELECT COUNT(*)
      FROM allocation a
      JOIN configuration f ON f.id = a.configuration_id
      WHERE a.node = :node AND a.released_at IS NULL AND a.configuration_id <> :configuration
        AND ('CONFIGURATION' IN (f.dedicated, :dedicated)
             OR (a.account_id <> :account AND 'ACCOUNT' IN (f.dedicated, :dedicated)))
      """)
  int keptApart(
      @Bind("node") NodeName node,
      @Bind("account") AccountId account,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("dedicated") Dedication dedicated);
}
