package io.gridwright.store.traffic;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of pauses, written under their configuration's row, and of balancers' tickets. */
@RegisterConstructorMapper(PauseRow.class)
@RegisterConstructorMapper(BalancerTurn.class)
public interface PauseRepository {

  @SqlQuery(
      """
      SELECT * FROM traffic_pause
      WHERE balancer_id = :p.balancerId AND address = :p.address AND port = :p.port
        AND member_id = :p.memberId AND member_port = :p.memberPort
      """)
  Optional<PauseRow> find(@BindMethods("p") PausePoint point);

  @SqlUpdate(
      """
      INSERT INTO traffic_pause
        (balancer_id, address, port, member_id, member_port, configuration_id, paused, operation_id)
      VALUES
        (:p.balancerId, :p.address, :p.port, :p.memberId, :p.memberPort, :configuration, :paused,
         :operation)
      ON DUPLICATE KEY UPDATE paused = VALUES(paused), operation_id = VALUES(operation_id)
      """)
  void say(
      @BindMethods("p") PausePoint point,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("paused") boolean paused,
      @Bind("operation") OperationId operation);

  @SqlQuery("SELECT * FROM traffic_pause WHERE configuration_id = :configuration")
  List<PauseRow> ofConfiguration(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      INSERT INTO balancer_ticket (machine_id, ticket) VALUES (:machine, 1)
      ON DUPLICATE KEY UPDATE ticket = ticket + 1
      """)
  void takeFirstOrNext(@Bind("machine") MachineId machine);

  @SqlUpdate("UPDATE balancer_ticket SET ticket = ticket + 1 WHERE machine_id = :machine")
  int takeNext(@Bind("machine") MachineId machine);

  @SqlQuery("SELECT ticket FROM balancer_ticket WHERE machine_id = :machine")
  Optional<BalancerTurn> turn(@Bind("machine") MachineId machine);

  @SqlUpdate("DELETE FROM balancer_ticket WHERE machine_id = :machine")
  void forgetTicket(@Bind("machine") MachineId machine);
}
