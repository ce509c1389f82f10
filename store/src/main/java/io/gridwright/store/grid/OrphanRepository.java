package io.gridwright.store.grid;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of orphans. */
@RegisterConstructorMapper(OrphanRow.class)
public interface OrphanRepository {

  @SqlUpdate(
      """
      INSERT INTO orphan
        (id, identity, open_identity, kind, state, node, vmid, name, what, action, machine_id,
         first_seen_at, last_seen_at)
      VALUES
        (:id, :s.identity, :s.identity, :s.kind, :s.state, :s.node, :s.vmid, :s.name, :s.what,
         :s.action, :s.machineId, :at, :at)
      ON DUPLICATE KEY UPDATE
        state = VALUES(state), what = VALUES(what), action = VALUES(action),
        name = VALUES(name), last_seen_at = VALUES(last_seen_at)
      """)
  void see(
      @Bind("id") String id, @BindMethods("s") OrphanSighting sighting, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE orphan SET open_identity = NULL, resolved_at = :at WHERE open_identity = :identity
      """)
  int resolve(@Bind("identity") String identity, @Bind("at") Instant at);

  @SqlUpdate(
      """
      UPDATE orphan SET open_identity = NULL, resolved_at = :at
      WHERE open_identity IS NOT NULL AND last_seen_at < :sweep AND node = :node
      """)
  int resolveUnseen(
      @Bind("node") String node, @Bind("sweep") Instant sweep, @Bind("at") Instant at);

  @SqlQuery(
      """
      SELECT orphan.*, machine.configuration_id
      FROM orphan LEFT JOIN machine ON machine.id = orphan.machine_id
      WHERE orphan.open_identity IS NOT NULL
      ORDER BY orphan.id
      """)
  List<OrphanRow> open();
}
