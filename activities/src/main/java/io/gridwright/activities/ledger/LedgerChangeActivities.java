package io.gridwright.activities.ledger;

import io.gridwright.activities.operation.Targets;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.change.ComponentChange;
import io.gridwright.domain.configuration.change.How;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.Phase;
import io.gridwright.store.grid.Growths;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.StepRow;
import io.gridwright.workflows.grid.ChangeActivities;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** See {@link ChangeActivities}: the ledger decides who serves, the documents whom it concerns. */
public final class LedgerChangeActivities implements ChangeActivities {
  private final OperationLedger operations;
  private final Replacements replacements;
  private final Growths growths;
  private final MachineLedger machines;
  private final NodeLedger nodes;
  private final Targets targets;

  public LedgerChangeActivities(
      OperationLedger operations,
      Replacements replacements,
      Growths growths,
      MachineLedger machines,
      NodeLedger nodes,
      Targets targets) {
    this.operations = operations;
    this.replacements = replacements;
    this.growths = growths;
    this.machines = machines;
    this.nodes = nodes;
    this.targets = targets;
  }

  @Override
  public Concerned concerned(OperationRun run) {
    var operation = operations.required(run.operation());
    Set<ComponentId> changed =
        replacements.change(run.operation()).components().stream()
            .filter(change -> change.how() == How.LIVE)
            .map(ComponentChange::id)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    List<MachineRow> staying =
        machines.ofConfiguration(operation.configurationId()).stream()
            .filter(m -> !m.operationId().equals(operation.id()))
            .filter(m -> changed.contains(m.componentId()))
            .filter(m -> operation.kind() != OperationKind.RECOVER || canBeTold(m))
            .toList();
    List<Target> kept = targets.of(operation.configurationId(), staying);
    List<Target> all = Stream.concat(kept.stream(), targets.heldBy(operation).stream()).toList();
    List<Target> balancers =
        all.stream().filter(m -> m.kind() == ComponentKind.LOAD_BALANCER).toList();
    // A balancer that takes over an address is let answer at it only once the address is its own.
    List<Target> told =
        operation.kind() == OperationKind.RECOVER
            ? Stream.concat(kept.stream(), balancers.stream()).distinct().toList()
            : kept;
    return new Concerned(told, balancers, resized(operation));
  }

  /** Who is off, or lost as well, learns of it when it is started. */
  private boolean canBeTold(MachineRow machine) {
    return machine.state() == MachineState.RUNNING && nodes.state(machine.node()).workable();
  }

  @Override
  public void divert(WholeStep step) {
    replacements.divert(step.run().operation(), step.run().epoch());
  }

  @Override
  public Restored restore(WholeStep step) {
    replacements.restore(step.run().operation(), step.run().epoch());
    boolean told =
        operations.steps(step.run().operation()).stream()
            .anyMatch(row -> row.name().equals(Steps.OPEN) || row.name().equals(Steps.DIVERT));
    return new Restored(told, hasLostOwn(step.run()), toSetBack(step.run()));
  }

  @Override
  public List<Target> replaced(OperationRun run) {
    return targets.of(
        operations.required(run.operation()).configurationId(),
        replacements.replaced(run.operation()));
  }

  private List<Target> resized(OperationRow operation) {
    return targets.of(operation.configurationId(), growths.machines(operation.id()));
  }

  /** Machines whose change was begun, once it is undone; room for others is given back at once. */
  private List<Target> toSetBack(OperationRun run) {
    OperationRow operation = operations.required(run.operation());
    if (operation.phase() != Phase.UNDOING) {
      return List.of();
    }
    Set<String> begun =
        operations.steps(operation.id()).stream()
            .filter(row -> row.name().equals(Steps.RESIZE))
            .map(StepRow::component)
            .collect(Collectors.toSet());
    List<Target> toSetBack =
        resized(operation).stream().filter(m -> begun.contains(m.component())).toList();
    growths.giveBackBut(
        run.operation(),
        run.epoch(),
        toSetBack.stream().map(Target::id).collect(Collectors.toSet()));
    return toSetBack;
  }

  private boolean hasLostOwn(OperationRun run) {
    return machines.ofOperation(run.operation()).stream()
        .filter(m -> m.role() != PlacementRole.REPLACED)
        .map(MachineRow::node)
        .distinct()
        .anyMatch(node -> !nodes.state(node).workable());
  }
}
