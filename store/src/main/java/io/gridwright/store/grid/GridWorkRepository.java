package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.GridWorkId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of works on the grid. */
@RegisterConstructorMapper(GridWorkRow.class)
public interface GridWorkRepository {

  @SqlQuery("SELECT * FROM grid_work WHERE id = :id")
  Optional<GridWorkRow> find(@Bind("id") GridWorkId id);

  @SqlQuery("SELECT * FROM grid_work WHERE state = 'RUNNING' ORDER BY id")
  List<GridWorkRow> running();

  @SqlQuery(
      """
      SELECT * FROM grid_work WHERE kind = :kind AND subject = :subject
      ORDER BY number DESC LIMIT 1
      """)
  Optional<GridWorkRow> last(@Bind("kind") GridWorkRow.Kind kind, @Bind("subject") String subject);

  @SqlQuery(
      """
      SELECT w.* FROM grid_work w
      JOIN (SELECT subject, MAX(number) AS number FROM grid_work
            WHERE kind = 'MAINTENANCE' GROUP BY subject) l
        ON l.subject = w.subject AND l.number = w.number
      WHERE w.kind = 'MAINTENANCE'
      """)
  List<GridWorkRow> lastMaintenances();

  /** 0 where one of the kind runs there already. */
  @SqlUpdate(
      """
      INSERT IGNORE INTO grid_work
        (id, kind, subject, number, state, open_subject, report, requested_by, requested_at)
      SELECT :id, :kind, :subject, COALESCE(MAX(number), 0) + 1, 'RUNNING',
             CONCAT(:kind, ' ', :subject), :report, :by, :at
      FROM grid_work WHERE kind = :kind AND subject = :subject
      """)
  int insert(
      @Bind("id") GridWorkId id,
      @Bind("kind") GridWorkRow.Kind kind,
      @Bind("subject") String subject,
      @Bind("report") GridWorkReport report,
      @Bind("by") Optional<UserId> by,
      @Bind("at") Instant at);

  @SqlUpdate("UPDATE grid_work SET report = :report WHERE id = :id AND state = 'RUNNING'")
  int report(@Bind("id") GridWorkId id, @Bind("report") GridWorkReport report);

  @SqlUpdate(
      """
      UPDATE grid_work SET state = :state, report = :report, open_subject = NULL, ended_at = :at
      WHERE id = :id AND state = 'RUNNING'
      """)
  int end(
      @Bind("id") GridWorkId id,
      @Bind("state") GridWorkRow.State state,
      @Bind("report") GridWorkReport report,
      @Bind("at") Instant at);
}
