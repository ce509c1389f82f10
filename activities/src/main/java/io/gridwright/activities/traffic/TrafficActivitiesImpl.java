package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.Neighbourhood;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.change.ComponentChange;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.Problem;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** See {@link TrafficActivities}. */
public final class TrafficActivitiesImpl implements TrafficActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final MachineLedger machines;
  private final OperationLedger operations;
  private final TrafficLedger traffic;
  private final MachineSettings settings;
  private final BalanceStep balance;
  private final ReachStep reach;
  private final DrainStep drain;
  private final Replacements replacements;

  public TrafficActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      OperationLedger operations,
      TrafficLedger traffic,
      Replacements replacements,
      MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.machines = machines;
    this.operations = operations;
    this.traffic = traffic;
    this.settings = settings;
    this.balance = new BalanceStep(sites, new Intentions(machines), traffic);
    this.reach = new ReachStep(settings);
    this.drain = new DrainStep(sites, traffic, settings);
    this.replacements = replacements;
  }

  @Override
  public void balance(MachineStep step) {
    edge.at(
        "balance",
        step.machine(),
        visit -> balance.carryOut(visit, step.run(), step.machine().id()));
  }

  @Override
  public void pause(MachineStep step) {
    edge.at(
        "pause at",
        step.machine(),
        visit -> {
          try {
            balance.pause(visit, step.run(), step.machine().id());
          } catch (ProxmoxException.NotFound | ProxmoxException.WrongPowerState between) {
            // A machine that is just being moved is for a moment neither here nor there.
            throw FailureMapping.busy(
                StepEdge.words("pause at", step.machine()), visit.attempt(), between);
          }
        });
  }

  @Override
  public Optional<Problem> reach(WholeStep step) {
    return measured(step, "verify the links", this::served);
  }

  @Override
  public Optional<Problem> tryOut(WholeStep step) {
    return measured(step, "try out what was built", this::built);
  }

  @Override
  public void drain(MachineStep step) {
    edge.at(
        "drain", step.machine(), visit -> drain.carryOut(visit, step.run(), step.machine().id()));
  }

  /** Which wires an operation has to answer for. */
  private interface Wires {
    List<Wire> of(OperationRow operation, ConfigurationDocument document, List<MachineRow> all);
  }

  private Optional<Problem> measured(WholeStep step, String what, Wires which) {
    OperationRow operation = operations.required(step.run().operation());
    ConfigurationDocument document =
        operation
            .document()
            .or(() -> replacements.serving(operation.configurationId()).document())
            .orElseThrow();
    List<Wire> wires =
        which
            .of(operation, document, machines.ofConfiguration(operation.configurationId()))
            .stream()
            .filter(Wire::bothOn)
            .filter(wire -> isThere(operation, wire.from()) && isThere(operation, wire.peer()))
            .toList();
    if (wires.isEmpty()) {
      return Optional.empty();
    }
    return edge.run(
        what,
        wires.get(0).from().node(),
        visit -> {
          Verification verification = measured(visit, wires);
          operations.verified(operation.id(), step.run().epoch(), verification.rows());
          return verification.problem(document.maximumLatencyMs());
        });
  }

  private Verification measured(Visit visit, List<Wire> wires) {
    wires.stream()
        .map(Wire::from)
        .distinct()
        .forEach(
            from ->
                sites.requireWorkable(
                    "verify the links of " + from.componentName(),
                    from.node(),
                    sites.state(from.node())));
    return reach.measure(visit, wires);
  }

  /** All links of a new configuration; of one that changes those of the components that do. */
  private List<Wire> served(
      OperationRow operation, ConfigurationDocument document, List<MachineRow> all) {
    List<Wire> wires = Wire.of(document, Neighbourhood.serving(all), settings.searchDomain());
    if (!operation.kind().replaces()) {
      return wires;
    }
    Set<String> changed =
        replacements.change(operation.id()).components().stream()
            .filter(ComponentChange::touches)
            .map(ComponentChange::component)
            .collect(Collectors.toSet());
    return wires.stream().filter(wire -> wire.touches(changed)).toList();
  }

  /** Links of what was built, as they will be; the others have not been told its names yet. */
  private List<Wire> built(
      OperationRow operation, ConfigurationDocument document, List<MachineRow> all) {
    return Wire.of(document, Neighbourhood.toBe(all), settings.searchDomain()).stream()
        .filter(wire -> isBuiltBy(operation, wire.from()) || isBuiltBy(operation, wire.peer()))
        .map(Wire::byAddress)
        .toList();
  }

  /**
   * A recovery does not wait for others that are lost as well; what it built itself must answer.
   */
  private boolean isThere(OperationRow operation, MachineRow machine) {
    return operation.kind() != OperationKind.RECOVER
        || isBuiltBy(operation, machine)
        || sites.state(machine.node()).workable();
  }

  private static boolean isBuiltBy(OperationRow operation, MachineRow machine) {
    return machine.operationId().equals(operation.id());
  }
}
