package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.grid.Serving;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.OperationRun;
import java.util.Optional;

/** Reads from the ledger what a step must know. */
public final class Sites {
  private final MachineLedger machines;
  private final NodeLedger nodes;
  private final OperationLedger operations;
  private final Configurations configurations;
  private final TrafficLedger traffic;
  private final Replacements replacements;
  private final String installation;

  /**
   * @param installation id of this ledger, the same for its whole life
   */
  public Sites(
      MachineLedger machines,
      NodeLedger nodes,
      OperationLedger operations,
      Configurations configurations,
      TrafficLedger traffic,
      Replacements replacements,
      String installation) {
    this.machines = machines;
    this.nodes = nodes;
    this.operations = operations;
    this.configurations = configurations;
    this.traffic = traffic;
    this.replacements = replacements;
    this.installation = installation;
  }

  /** The machine as the operation wants it. */
  public Site of(OperationRun run, MachineId id) {
    Serving serving = replacements.serving(row(id).configurationId());
    MachineRow machine = row(id);
    ConfigurationDocument document = document(run, machine, serving);

    Component component =
        document
            .component(machine.componentName())
            .orElseThrow(() -> new IllegalStateException(missing(machine, document)));
    return new Site(
        run,
        machine,
        state(machine.node()),
        nodes.fewestVcpus().orElse(1),
        document,
        component,
        serving.machines(),
        serving.rules(),
        traffic.addressesOf(machine.id()),
        mark(machine, component.stateless()));
  }

  /**
   * The machine, if its node can be worked on.
   *
   * @throws io.temporal.failure.ApplicationFailure NODE_LOST if not
   */
  public Site workable(OperationRun run, MachineId id) {
    Site site = of(run, id);
    requireWorkable(site.words(), site.machine().node(), site.nodeState());
    return site;
  }

  /**
   * The bare row, if its node can be worked on.
   *
   * @throws io.temporal.failure.ApplicationFailure NODE_LOST if not
   */
  public MachineRow workableRow(MachineId id) {
    MachineRow machine = row(id);
    requireWorkable(Orphans.words(machine), machine.node(), state(machine.node()));
    return machine;
  }

  /** The bare row. */
  public MachineRow row(MachineId id) {
    return machines
        .find(id)
        .orElseThrow(
            () -> new IllegalStateException("machine " + id.value() + " is not in the ledger"));
  }

  /** State of a node; one that the ledger does not know takes no step. */
  public NodeState state(NodeName node) {
    return nodes.state(node);
  }

  public void requireWorkable(String what, NodeName node, NodeState state) {
    if (!state.workable()) {
      throw FailureMapping.nodeLost(what, node, "the ledger has it as " + state);
    }
  }

  /** Id of this ledger. */
  public String installation() {
    return installation;
  }

  /** What is written at a machine of the ledger. */
  public OwnershipMark mark(MachineRow machine, boolean stateless) {
    return new OwnershipMark(
        machine.configurationId(), machine.componentName(), stateless, machine.id(), installation);
  }

  private ConfigurationDocument document(OperationRun run, MachineRow machine, Serving serving) {
    return operations
        .find(run.operation())
        .flatMap(operation -> document(operation, machine, serving))
        .or(() -> configurations.find(machine.configurationId()).map(ConfigurationRow::document))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "configuration "
                        + machine.configurationId().value()
                        + " is not in the ledger"));
  }

  /** What an operation builds is as it asks for; all else as it serves. */
  private Optional<ConfigurationDocument> document(
      OperationRow operation, MachineRow machine, Serving serving) {
    return machine.operationId().equals(operation.id()) && operation.document().isPresent()
        ? operation.document()
        : serving.document().or(operation::document);
  }

  private static String missing(MachineRow machine, ConfigurationDocument document) {
    return "component '%s' of machine %s is not in the document of '%s'"
        .formatted(machine.componentName(), machine.id().value(), document.name());
  }
}
