package io.gridwright.activities.operation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.workflows.operation.Target;
import java.util.List;
import java.util.Map;

/** The ledger's machines as workflows refer to them. */
public final class Targets {
  private final MachineLedger machines;
  private final Configurations configurations;

  public Targets(MachineLedger machines, Configurations configurations) {
    this.machines = machines;
    this.configurations = configurations;
  }

  /** What an operation itself planned and still holds. */
  public List<Target> heldBy(OperationRow operation) {
    return of(operation.configurationId(), machines.ofOperation(operation.id()));
  }

  /** Every machine of the operation's configuration, whoever planned it. */
  public List<Target> ofConfiguration(OperationRow operation) {
    return of(operation.configurationId(), machines.ofConfiguration(operation.configurationId()));
  }

  /** These rows, all of one configuration. */
  public List<Target> of(ConfigurationId configuration, List<MachineRow> rows) {
    var kinds = kinds(configuration);
    var byComponent = rows.stream().collect(groupingBy(MachineRow::componentId));
    return rows.stream()
        .map(
            row ->
                new Target(
                    row.id(),
                    label(row, byComponent.get(row.componentId()).size() > 1),
                    kinds.get(row.componentId()),
                    row.node(),
                    row.vmid()))
        .toList();
  }

  private Map<ComponentId, ComponentKind> kinds(ConfigurationId configuration) {
    return configurations.components(configuration).stream()
        .collect(toMap(ComponentRow::id, ComponentRow::kind));
  }

  private static String label(MachineRow row, boolean several) {
    return several ? row.componentName() + "#" + row.ordinal() : row.componentName();
  }
}
