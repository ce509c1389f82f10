package io.gridwright.api.configuration;

import static java.util.stream.Collectors.toSet;

import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.NodeLosses;
import java.util.Collection;
import java.util.Set;

/**
 * What configurations lost with nodes that are away, as their states are shown while it is so. In
 * the ledger they keep what is wanted of them; so nothing has to be put right when a node is back.
 */
public final class Losses {
  private final NodeLosses losses;

  public Losses(NodeLosses losses) {
    this.losses = losses;
  }

  /** The state of a configuration, where nothing else of it is at hand. */
  public ConfigurationState stateOf(ConfigurationRow row) {
    // Only one that should run wholly can lack anything; the others need not be asked for.
    return row.state() == ConfigurationState.RUNNING ? of(row.id()).stateOf(row) : row.state();
  }

  OfConfiguration of(ConfigurationId id) {
    return new OfConfiguration(
        losses.lost(id).stream()
            .filter(machine -> !machine.suspended())
            .map(MachineRow::id)
            .collect(toSet()));
  }

  /**
   * One look at what a configuration lost.
   *
   * @param machines that should serve and are away; what is suspended serves nobody anyway
   */
  record OfConfiguration(Set<MachineId> machines) {

    /** One that lacks some of its servers is there for its customers, if not wholly. */
    ConfigurationState stateOf(ConfigurationRow row) {
      return row.state() == ConfigurationState.RUNNING && !machines.isEmpty()
          ? ConfigurationState.DEGRADED
          : row.state();
    }

    /**
     * One is lost where none of its servers is left.
     *
     * @param standing every machine of the configuration
     */
    ComponentState stateOf(ComponentRow row, Collection<MachineRow> standing) {
      Set<MachineId> serving =
          standing.stream()
              .filter(machine -> machine.componentId().equals(row.id()))
              .filter(machine -> machine.state() == MachineState.RUNNING)
              .filter(machine -> machine.role() == PlacementRole.ORIGINAL)
              .map(MachineRow::id)
              .collect(toSet());
      return row.state() == ComponentState.RUNNING
              && !serving.isEmpty()
              && machines.containsAll(serving)
          ? ComponentState.LOST
          : row.state();
    }
  }
}
