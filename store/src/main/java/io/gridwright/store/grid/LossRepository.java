package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.NodeName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What is lost with a node, and the proofs that nothing runs there. */
@RegisterConstructorMapper(MachineRow.class)
@RegisterConstructorMapper(Fencing.class)
@RegisterConstructorMapper(GridWorkRow.class)
public interface LossRepository {

  @SqlQuery(
      """
      SELECT * FROM grid_work
      WHERE kind = 'RECOVERY' AND subject = :node AND state = 'RUNNING'
      """)
  Optional<GridWorkRow> open(@Bind("node") NodeName node);

  @SqlQuery("SELECT * FROM grid_work WHERE kind = 'RECOVERY' AND state = 'RUNNING'")
  List<GridWorkRow> running();

  @SqlQuery("SELECT * FROM fencing WHERE work_id = :work")
  Optional<Fencing> fencing(@Bind("work") GridWorkId work);

  @SqlUpdate(
      """
      INSERT INTO fencing (work_id, proof, evidence, proved_by, proved_at)
      VALUES (:f.workId, :f.proof, :f.evidence, :f.provedBy, :f.provedAt)
      ON DUPLICATE KEY UPDATE
        proof = VALUES(proof), evidence = VALUES(evidence), proved_by = VALUES(proved_by),
        proved_at = VALUES(proved_at)
      """)
  void put(@BindMethods("f") Fencing fencing);

  /** What a node should run: nothing that is being built, was replaced or is off. */
  @SqlQuery(
      """
      SELECT * FROM machine m
      WHERE node = :node AND state = 'RUNNING' AND role = 'ORIGINAL'
        AND EXISTS (SELECT 1 FROM allocation a
                    WHERE a.machine_id = m.id AND a.committed_at IS NOT NULL
                      AND a.released_at IS NULL)
      ORDER BY configuration_id, component_id, ordinal
      """)
  List<MachineRow> standing(@Bind("node") NodeName node);

  @SqlQuery(
      """
      SELECT m.* FROM machine m JOIN node n ON n.name = m.node
      WHERE m.configuration_id = :configuration AND m.state = 'RUNNING' AND m.role = 'ORIGINAL'
        AND n.state IN ('UNREACHABLE', 'FENCED', 'RETURNING')
        AND EXISTS (SELECT 1 FROM allocation a
                    WHERE a.machine_id = m.id AND a.committed_at IS NOT NULL
                      AND a.released_at IS NULL)
      ORDER BY m.component_id, m.ordinal
      """)
  List<MachineRow> lost(@Bind("configuration") ConfigurationId configuration);
}
