package io.gridwright.activities.ledger;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.gridwright.activities.operation.Targets;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.power.Exposure;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.PowerWish;
import io.gridwright.workflows.operation.Target;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.power.PowerLedgerActivities;
import io.gridwright.workflows.power.PowerPlan;
import io.gridwright.workflows.power.PowerPlan.Switched;
import io.gridwright.workflows.power.PowerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** See {@link PowerLedgerActivities}. */
public final class LedgerPowerActivities implements PowerLedgerActivities {
  /** Room for the steps of one run, and for the runs of one operation. */
  private static final int STEP_BITS = 4;

  private static final int EPOCH_BITS = 16;

  private final OperationLedger operations;
  private final Configurations configurations;
  private final MachineLedger machines;
  private final Replacements replacements;
  private final Targets targets;

  public LedgerPowerActivities(
      OperationLedger operations,
      Configurations configurations,
      MachineLedger machines,
      Replacements replacements,
      Targets targets) {
    this.operations = operations;
    this.configurations = configurations;
    this.machines = machines;
    this.replacements = replacements;
    this.targets = targets;
  }

  @Override
  public PowerPlan planPower(WholeStep step) {
    OperationRow operation = operations.current(step.run().operation(), step.run().epoch());
    PowerWish wish = PowerWish.of(operation);
    ConfigurationRow configuration = configurations.find(operation.configurationId()).orElseThrow();
    List<MachineRow> live = machines.ofConfiguration(configuration.id());
    return new PowerPlan(
        wish.action(),
        turns(operation),
        switched(wish, configuration, live),
        balancers(configuration, live),
        missing(wish, live));
  }

  @Override
  public void withdraw(PowerStep step) {
    machines.intentOfTurn(
        step.run().operation(),
        step.run().epoch(),
        step.machine().id(),
        MachineState.STOPPED,
        Optional.empty(),
        step.turn());
  }

  @Override
  public void suspend(PowerStep step, boolean suspended) {
    machines.suspend(
        step.run().operation(), step.run().epoch(), step.machine().id(), suspended, step.turn());
  }

  private static long turns(OperationRow operation) {
    return ((long) operation.number() << EPOCH_BITS | operation.epoch().value()) << STEP_BITS;
  }

  private List<Switched> switched(
      PowerWish wish, ConfigurationRow configuration, List<MachineRow> live) {
    Map<String, WantedPower> wanted = wanted(configuration);
    // As it serves, and not as a change that waits behind this will have it.
    Exposure exposure =
        new Exposure(
            replacements.serving(configuration.id()).document().orElseGet(configuration::document));
    List<Target> all = targets.of(configuration.id(), live);
    List<Switched> switched = new ArrayList<>();
    for (int i = 0; i < live.size(); i++) {
      String component = live.get(i).componentName();
      if (wish.components().contains(component)) {
        switched.add(new Switched(all.get(i), wanted.get(component), exposure.isPooled(component)));
      }
    }
    return switched;
  }

  private Map<String, WantedPower> wanted(ConfigurationRow configuration) {
    return configurations.components(configuration.id()).stream()
        .filter(row -> row.deletedAt().isEmpty())
        .collect(toUnmodifiableMap(ComponentRow::name, ComponentRow::wantedPower));
  }

  private List<Target> balancers(ConfigurationRow configuration, List<MachineRow> live) {
    List<Target> all = targets.of(configuration.id(), live);
    return IntStream.range(0, live.size())
        .filter(i -> live.get(i).state() == MachineState.RUNNING)
        .mapToObj(all::get)
        .filter(target -> target.kind() == ComponentKind.LOAD_BALANCER)
        .toList();
  }

  /** What was there when the wish was accepted, and is not any more. */
  private static Optional<Problem> missing(PowerWish wish, List<MachineRow> live) {
    return wish.components().stream()
        .filter(name -> live.stream().noneMatch(row -> row.componentName().equals(name)))
        .findFirst()
        .map(
            name ->
                Problem.of(
                    "conflict",
                    "%s has no server any more; nothing was switched. Ask again for the others."
                        .formatted(name)));
  }
}
