package io.gridwright.store.operation;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of steps. An attempt is counted each time a step is reported RUNNING. */
@RegisterConstructorMapper(StepRow.class)
public interface StepRepository {

  @SqlUpdate(
      """
      INSERT INTO operation_step
        (operation_id, name, component, node, state, attempts, started_at, ended_at, error)
      VALUES
        (:operation, :name, :component, :node, :state, :attempts, :at, :endedAt, :error)
      ON DUPLICATE KEY UPDATE
        state = VALUES(state),
        attempts = attempts + VALUES(attempts),
        started_at = COALESCE(started_at, VALUES(started_at)),
        ended_at = VALUES(ended_at),
        error = COALESCE(VALUES(error), error)
      """)
  void report(
      @Bind("operation") OperationId operation,
      @Bind("name") StepName name,
      @Bind("component") String component,
      @Bind("node") String node,
      @Bind("state") StepState state,
      @Bind("attempts") int attempts,
      @Bind("at") Instant at,
      @Bind("endedAt") Optional<Instant> endedAt,
      @Bind("error") Optional<String> error);

  @SqlQuery("SELECT * FROM operation_step WHERE operation_id = :operation ORDER BY position")
  List<StepRow> of(@Bind("operation") OperationId operation);
}
