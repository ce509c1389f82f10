package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.OperationId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of machines that become larger where they stand. */
@RegisterConstructorMapper(GrowthRow.class)
public interface GrowthRepository {

  @SqlUpdate(
      """
      INSERT INTO growth
        (machine_id, operation_id, configuration_id, node, memory_mib, vcpus, disk_gib,
         bandwidth_mbps)
      VALUES
        (:machine, :operation, :configuration, :node, :c.memoryMib, :c.vcpus, :c.diskGib,
         :c.bandwidthMbps)
      """)
  void insert(
      @Bind("machine") MachineId machine,
      @Bind("operation") OperationId operation,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("node") NodeName node,
      @BindMethods("c") Capacity amount);

  @SqlQuery("SELECT * FROM growth WHERE operation_id = :operation ORDER BY node, machine_id")
  List<GrowthRow> of(@Bind("operation") OperationId operation);

  @SqlQuery(
      """
      SELECT * FROM growth WHERE operation_id = :operation ORDER BY node, machine_id FOR UPDATE
      """)
  List<GrowthRow> lock(@Bind("operation") OperationId operation);

  @SqlQuery("SELECT * FROM growth WHERE machine_id = :machine FOR UPDATE")
  Optional<GrowthRow> lock(@Bind("machine") MachineId machine);

  @SqlUpdate("UPDATE growth SET is_taken_back = TRUE WHERE machine_id = :machine")
  void takeBack(@Bind("machine") MachineId machine);

  @SqlUpdate("DELETE FROM growth WHERE machine_id = :machine")
  void delete(@Bind("machine") MachineId machine);
}
