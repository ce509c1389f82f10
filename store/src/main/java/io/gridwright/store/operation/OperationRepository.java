package io.gridwright.store.operation;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of operations; for use inside a transaction of a ledger verb. */
@RegisterConstructorMapper(OperationRow.class)
public interface OperationRepository {

  @SqlUpdate(
      """
      INSERT INTO operation
        (id, configuration_id, account_id, number, kind, rank_, state, phase, requested_by,
         requested_at, document, document_version, payload)
      VALUES
        (:id, :configuration, :account, :number, :kind, :rank, 'QUEUED', 'ACCEPTED', :requestedBy,
         :at, :document, :version, :payload)
      """)
  void insert(
      @Bind("id") OperationId id,
      @Bind("configuration") ConfigurationId configuration,
      @Bind("account") AccountId account,
      @Bind("number") int number,
      @Bind("kind") OperationKind kind,
      @Bind("rank") int rank,
      @Bind("requestedBy") Optional<UserId> requestedBy,
      @Bind("at") Instant at,
      @Bind("document") Optional<ConfigurationDocument> document,
      @Bind("version") long version,
      @Bind("payload") Optional<OperationPayload> payload);

  @SqlQuery("SELECT * FROM operation WHERE id = :id")
  Optional<OperationRow> find(@Bind("id") OperationId id);

  @SqlQuery("SELECT * FROM operation WHERE id = :id FOR UPDATE")
  Optional<OperationRow> lock(@Bind("id") OperationId id);

  @SqlQuery("SELECT * FROM operation WHERE id = :id LOCK IN SHARE MODE")
  Optional<OperationRow> share(@Bind("id") OperationId id);

  @SqlQuery(
      """
      SELECT * FROM operation
      WHERE configuration_id = :configuration AND state IN ('QUEUED', 'RUNNING')
        AND kind <> 'TRAFFIC'
      ORDER BY state = 'RUNNING' DESC, rank_, number
      """)
  List<OperationRow> open(@Bind("configuration") ConfigurationId configuration);

  /** The operation of a kind that was accepted last, ended or not. */
  @SqlQuery(
      """
      SELECT * FROM operation WHERE configuration_id = :configuration AND kind = :kind
      ORDER BY number DESC LIMIT 1
      """)
  Optional<OperationRow> last(
      @Bind("configuration") ConfigurationId configuration, @Bind("kind") OperationKind kind);

  @SqlQuery(
      """
      SELECT * FROM operation
      WHERE configuration_id = :configuration AND state IN ('QUEUED', 'RUNNING')
      ORDER BY id FOR UPDATE
      """)
  List<OperationRow> lockOpen(@Bind("configuration") ConfigurationId configuration);

  @SqlQuery(
      """
      SELECT * FROM operation
      WHERE configuration_id = :configuration AND id > :after
      ORDER BY id LIMIT :limit
      """)
  List<OperationRow> ofConfiguration(
      @Bind("configuration") ConfigurationId configuration,
      @Bind("after") String after,
      @Bind("limit") int limit);

  @SqlQuery(
      """
      SELECT * FROM operation
      WHERE account_id = :account AND id > :after
      ORDER BY id LIMIT :limit
      """)
  List<OperationRow> ofAccount(
      @Bind("account") AccountId account, @Bind("after") String after, @Bind("limit") int limit);

  @SqlQuery("SELECT * FROM operation WHERE id > :after ORDER BY id LIMIT :limit")
  List<OperationRow> all(@Bind("after") String after, @Bind("limit") int limit);

  /** The document that stood when an operation of that number began, or will. */
  @SqlQuery(
      """
      SELECT document FROM operation
      WHERE configuration_id = :configuration AND number < :number AND document IS NOT NULL
        AND (point_of_no_return_at IS NOT NULL OR state = 'SUCCEEDED')
      ORDER BY number DESC LIMIT 1
      """)
  Optional<ConfigurationDocument> standing(
      @Bind("configuration") ConfigurationId configuration, @Bind("number") int number);

  /** The document by which machines serve that are being built, or take over just now. */
  @SqlQuery(
      """
      SELECT document FROM operation
      WHERE configuration_id = :configuration AND document IS NOT NULL AND state = 'RUNNING'
        AND (kind = 'PROVISION' OR diverted_at IS NOT NULL)
      """)
  Optional<ConfigurationDocument> takingOver(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate("UPDATE operation SET diverted_at = :at WHERE id = :id")
  void divert(@Bind("id") OperationId id, @Bind("at") Optional<Instant> at);

  /** Documents that accepted operations still have to bring about, but for one of them. */
  @SqlQuery(
      """
      SELECT document FROM operation
      WHERE configuration_id = :configuration AND document IS NOT NULL
        AND point_of_no_return_at IS NULL AND state IN ('QUEUED', 'RUNNING') AND id <> :but
      ORDER BY number
      """)
  List<ConfigurationDocument> wanted(
      @Bind("configuration") ConfigurationId configuration, @Bind("but") OperationId but);

  /** One query reads all: each row is small, and only what has not ended has one. */
  @SqlQuery(
      """
      SELECT configuration_id AS configuration,
             MAX(state = 'RUNNING') = 1
               AND MAX(state = 'RUNNING' AND phase <> 'UNDOING' AND point_of_no_return_at IS NULL
                       AND (cancel_requested_at IS NOT NULL
                            OR interrupt_requested_at IS NOT NULL)) = 0 AS taken_up,
             MAX(GREATEST(requested_at,
                          COALESCE(started_at, requested_at),
                          COALESCE(cancel_requested_at, requested_at),
                          COALESCE(interrupt_requested_at, requested_at))) AS changed_at
      FROM operation
      WHERE state IN ('QUEUED', 'RUNNING') AND kind <> 'TRAFFIC'
      GROUP BY configuration_id
      ORDER BY taken_up, MIN(requested_at)
      """)
  @RegisterConstructorMapper(Unfinished.class)
  List<Unfinished> unfinished();

  @SqlQuery(
      """
      SELECT * FROM operation
      WHERE state IN ('QUEUED', 'RUNNING') AND kind = 'TRAFFIC' ORDER BY id
      """)
  List<OperationRow> unfinishedBeside();

  @SqlUpdate(
      """
      UPDATE operation
      SET epoch = :epoch, run_id = :run, state = 'RUNNING',
          started_at = COALESCE(started_at, :at)
      WHERE id = :id
      """)
  void begin(
      @Bind("id") OperationId id,
      @Bind("epoch") Epoch epoch,
      @Bind("run") String run,
      @Bind("at") Instant at);

  /** Changes nothing once it is committed or being undone: from there it goes on to its end. */
  @SqlUpdate(
      """
      UPDATE operation SET phase = :phase
      WHERE id = :id AND phase NOT IN ('COMMITTED', 'UNDOING', 'ENDED')
      """)
  void enter(@Bind("id") OperationId id, @Bind("phase") Phase phase);

  @SqlUpdate("UPDATE operation SET point_of_no_return_at = :at WHERE id = :id")
  void passPointOfNoReturn(@Bind("id") OperationId id, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE operation SET phase = 'UNDOING', undoing_to = :end, error = :error WHERE id = :id
      """)
  void undo(
      @Bind("id") OperationId id,
      @Bind("end") OperationState end,
      @Bind("error") Optional<Problem> error);

  @SqlUpdate(
      """
      UPDATE operation
      SET state = :state, phase = 'ENDED', ended_at = :at, error = :error
      WHERE id = :id
      """)
  void end(
      @Bind("id") OperationId id,
      @Bind("state") OperationState state,
      @Bind("error") Optional<Problem> error,
      @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE operation SET cancel_requested_at = :at
      WHERE id = :id AND cancel_requested_at IS NULL
      """)
  void requestCancel(@Bind("id") OperationId id, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE operation SET interrupt_requested_at = :at
      WHERE id = :id AND interrupt_requested_at IS NULL
      """)
  void requestInterrupt(@Bind("id") OperationId id, @Bind("at") Instant at);

  @SqlUpdate("UPDATE operation SET verification = :links WHERE id = :id")
  void verified(@Bind("id") OperationId id, @Bind("links") LinkMeasurements links);

  @SqlUpdate("UPDATE operation SET workflow_id = :workflow, workflow_run_id = :run WHERE id = :id")
  void runsAs(
      @Bind("id") OperationId id, @Bind("workflow") String workflow, @Bind("run") String run);
}
