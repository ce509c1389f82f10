package io.gridwright.store.operation;

import io.gridwright.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Placements that operations follow: decided once, in an activity, and kept. */
@RegisterConstructorMapper(PlacementPlanRepository.Plan.class)
public interface PlacementPlanRepository {

  @SqlQuery("SELECT COALESCE(MAX(attempt), 0) FROM placement_plan WHERE operation_id = :operation")
  int last(@Bind("operation") OperationId operation);

  @SqlUpdate(
      """
      INSERT INTO placement_plan (operation_id, attempt, document, created_at)
      VALUES (:operation, :attempt, :document, :at)
      """)
  void insert(
      @Bind("operation") OperationId operation,
      @Bind("attempt") int attempt,
      @Bind("document") Map<String, Object> document,
      @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT attempt, document FROM placement_plan
      WHERE operation_id = :operation AND attempt = :attempt
      """)
  List<Plan> find(@Bind("operation") OperationId operation, @Bind("attempt") int attempt);

  /** One stored placement. */
  record Plan(int attempt, Map<String, Object> document) {}
}
