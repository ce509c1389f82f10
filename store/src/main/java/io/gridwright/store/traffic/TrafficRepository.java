package io.gridwright.store.traffic;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of traffic rules. */
@RegisterConstructorMapper(TrafficRuleRow.class)
public interface TrafficRepository {

  @SqlBatch(
      """
      INSERT INTO traffic_rule
        (id, operation_id, configuration_id, account_id, kind, component_id, machine_id, address,
         port, member_component, member_machine_id, member_port, source, state)
      VALUES
        (:r.id, :r.operationId, :r.configurationId, :account, :r.kind, :r.componentId,
         :r.machineId, :r.address, :r.port, :r.memberComponent, :r.memberMachineId,
         :r.memberPort, :r.source, :r.state)
      """)
  void insert(@Bind("account") AccountId account, @BindMethods("r") List<TrafficRuleRow> rules);

  @SqlQuery(
      """
      SELECT * FROM traffic_rule
      WHERE configuration_id = :configuration AND state <> 'REMOVED' ORDER BY id
      """)
  List<TrafficRuleRow> ofConfiguration(@Bind("configuration") ConfigurationId configuration);

  @SqlBatch("UPDATE traffic_rule SET state = 'REMOVED' WHERE id = :id")
  void removed(@Bind("id") List<String> ids);

  @SqlUpdate(
      """
      UPDATE traffic_rule SET state = 'IN_FORCE'
      WHERE machine_id = :machine AND operation_id = :operation AND state = 'PLANNED'
      """)
  int inForce(@Bind("operation") OperationId operation, @Bind("machine") MachineId machine);

  @SqlUpdate(
      """
      UPDATE traffic_rule SET state = 'REMOVED'
      WHERE machine_id = :machine AND state <> 'REMOVED' ORDER BY id
      """)
  int removedAt(@Bind("machine") MachineId machine);

  @SqlUpdate(
      """
      UPDATE traffic_rule SET state = 'REMOVED'
      WHERE member_machine_id = :machine AND state <> 'REMOVED' ORDER BY id
      """)
  int removedTowards(@Bind("machine") MachineId machine);
}
