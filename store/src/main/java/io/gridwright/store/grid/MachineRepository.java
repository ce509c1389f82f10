package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of machines. */
@RegisterConstructorMapper(MachineRow.class)
public interface MachineRepository {

  @SqlUpdate(
      """
      INSERT INTO machine
        (id, component_id, component_name, configuration_id, account_id, ordinal, role, node,
         vmid, mac, vlan_tag, subnet, private_address, state, operation_id, epoch, created_at)
      VALUES
        (:m.id, :m.componentId, :m.componentName, :m.configurationId, :m.accountId, :m.ordinal,
         :m.role, :m.node, :m.vmid, :m.mac, :m.vlanTag, :m.subnet, :m.privateAddress, :m.state,
         :m.operationId, :m.epoch, :m.createdAt)
      """)
  void insert(@BindMethods("m") MachineRow machine);

  @SqlQuery("SELECT * FROM machine WHERE id = :id")
  Optional<MachineRow> find(@Bind("id") MachineId id);

  @SqlQuery("SELECT * FROM machine WHERE id = :id FOR UPDATE")
  Optional<MachineRow> lock(@Bind("id") MachineId id);

  /** Machines that an operation planned and has not given up. */
  @SqlQuery(
      """
      SELECT * FROM machine WHERE operation_id = :operation AND is_current
      ORDER BY component_id, ordinal, role
      """)
  List<MachineRow> current(@Bind("operation") OperationId operation);

  @SqlQuery(
      """
      SELECT * FROM machine
      WHERE configuration_id = :configuration
        AND state NOT IN ('GONE', 'ABANDONED', 'RETAINED', 'NEEDS_OPERATOR')
      ORDER BY component_id, ordinal, role
      """)
  List<MachineRow> live(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery("SELECT * FROM machine WHERE node = :node AND state <> 'GONE' ORDER BY vmid")
  List<MachineRow> onNode(@Bind("node") NodeName node);

  /** Those on a node, and those that are being moved there. */
  @SqlQuery(
      """
      SELECT * FROM machine
      WHERE state <> 'GONE'
        AND (node = :node
             OR id IN (SELECT machine_id FROM allocation
                       WHERE node = :node AND role = 'TARGET' AND released_at IS NULL))
      ORDER BY vmid
      """)
  List<MachineRow> expectedOn(@Bind("node") NodeName node);

  @SqlUpdate("UPDATE machine SET role = :role WHERE id = :id")
  void play(@Bind("id") MachineId id, @Bind("role") PlacementRole role);

  @SqlUpdate("UPDATE machine SET node = :node WHERE id = :id")
  void stand(@Bind("id") MachineId id, @Bind("node") NodeName node);

  @SqlQuery("SELECT * FROM machine WHERE state <> 'GONE' ORDER BY id")
  List<MachineRow> all();

  @SqlQuery(
      """
      SELECT * FROM machine WHERE state IN ('ABANDONED', 'RETAINED', 'NEEDS_OPERATOR') ORDER BY id
      """)
  List<MachineRow> leftBehind();

  /**
   * Nothing is built any more of what is being removed, and nothing done with what was given up.
   */
  @SqlUpdate(
      """
      UPDATE machine SET state = :state, epoch = :epoch, upid = COALESCE(:upid, upid)
      WHERE id = :id AND state NOT IN ('GONE', 'ABANDONED', 'RETAINED', 'NEEDS_OPERATOR')
        AND (state <> 'REMOVING' OR :state = 'REMOVING')
      """)
  int intend(
      @Bind("id") MachineId id,
      @Bind("epoch") Epoch epoch,
      @Bind("state") MachineState state,
      @Bind("upid") Optional<String> upid);

  /** Matched also where it is this turn already: what is counted is what was found. */
  @SqlUpdate("UPDATE machine SET power_turn = :turn WHERE id = :id AND power_turn <= :turn")
  int takeTurn(@Bind("id") MachineId id, @Bind("turn") long turn);

  @SqlUpdate(
      """
      UPDATE machine SET suspended = :suspended, power_turn = :turn
      WHERE id = :id AND power_turn <= :turn
      """)
  int suspend(
      @Bind("id") MachineId id, @Bind("suspended") boolean suspended, @Bind("turn") long turn);

  @SqlUpdate("UPDATE machine SET upid = NULL WHERE id = :id")
  void forgetTask(@Bind("id") MachineId id);

  @SqlUpdate("UPDATE machine SET reachable = :reachable WHERE id = :id")
  void reachable(
      @Bind("id") MachineId id, @Bind("reachable") Map<String, Map<String, String>> reachable);

  @SqlUpdate(
      """
      UPDATE machine SET state = 'GONE', gone_at = COALESCE(gone_at, :at) WHERE id = :id
      """)
  void gone(@Bind("id") MachineId id, @Bind("at") Instant at);

  @SqlUpdate("UPDATE machine SET is_current = NULL WHERE id = :id")
  void giveUp(@Bind("id") MachineId id);

  @SqlUpdate("UPDATE machine SET state = :state WHERE id = :id AND state <> 'GONE'")
  void leaveBehind(@Bind("id") MachineId id, @Bind("state") MachineState state);

  @SqlUpdate("UPDATE machine SET vmid = :vmid, mac = :mac WHERE id = :id")
  void renumber(@Bind("id") MachineId id, @Bind("vmid") Vmid vmid, @Bind("mac") String mac);
}
