package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.store.traffic.TrafficRuleRow;
import java.util.List;
import java.util.Optional;

/**
 * How a configuration serves, read as one state: while a change takes over, its document, its
 * machines and its rules pass together.
 *
 * @param document by which it serves; empty where nothing of it was ever built
 * @param machines that are not gone, nor left behind
 * @param rules planned or in force
 */
public record Serving(
    Optional<ConfigurationDocument> document,
    List<MachineRow> machines,
    List<TrafficRuleRow> rules) {
  public Serving {
    machines = List.copyOf(machines);
    rules = List.copyOf(rules);
  }
}
