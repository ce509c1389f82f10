package io.gridwright.store.operation;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.WantedPower;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What is wanted of components, and what they are. */
@RegisterConstructorMapper(PowerRepository.Powered.class)
public interface PowerRepository {

  /** A component that is not deleted. */
  record Powered(
      ComponentId id,
      String name,
      ComponentKind kind,
      ComponentState state,
      WantedPower wantedPower) {}

  @SqlQuery(
      """
      SELECT id, name, kind, state, wanted_power FROM component
      WHERE configuration_id = :configuration AND deleted_at IS NULL ORDER BY id
      """)
  List<Powered> components(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      UPDATE component SET wanted_power = :wanted, state = :state, running_since = :since
      WHERE id = :id
      """)
  void want(
      @Bind("id") ComponentId id,
      @Bind("wanted") WantedPower wanted,
      @Bind("state") ComponentState state,
      @Bind("since") Optional<Instant> since);

  @SqlQuery("SELECT running_since FROM component WHERE id = :id")
  Optional<Instant> runningSince(@Bind("id") ComponentId id);

  /**
   * A configuration is stopped, or suspended, when all of it is; other states of it are others' to
   * change.
   */
  @SqlUpdate(
      """
      UPDATE configuration
      SET state = (SELECT CASE WHEN MIN(c.state) = MAX(c.state)
                                    AND MIN(c.state) IN ('STOPPED', 'SUSPENDED')
                               THEN MIN(c.state) ELSE 'RUNNING' END
                   FROM component c
                   WHERE c.configuration_id = :configuration AND c.deleted_at IS NULL)
      WHERE id = :configuration AND state IN ('RUNNING', 'STOPPED', 'SUSPENDED')
      """)
  void configurationFollows(@Bind("configuration") ConfigurationId configuration);
}
