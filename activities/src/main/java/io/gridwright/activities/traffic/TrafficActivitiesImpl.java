package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.WholeStep;
import io.gridwright.workflows.traffic.TrafficActivities;
import java.util.List;
import java.util.Optional;

/** See {@link TrafficActivities}. */
public final class TrafficActivitiesImpl implements TrafficActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final MachineLedger machines;
  private final OperationLedger operations;
  private final MachineSettings settings;
  private final BalanceStep balance;
  private final ReachStep reach;

  public TrafficActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      OperationLedger operations,
      TrafficLedger traffic,
      MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.machines = machines;
    this.operations = operations;
    this.settings = settings;
    this.balance = new BalanceStep(new Intentions(machines), traffic);
    this.reach = new ReachStep(settings);
  }

  @Override
  public void balance(MachineStep step) {
    edge.run(
        "balance vm %d (%s)".formatted(step.machine().vmid().value(), step.machine().component()),
        step.machine().node(),
        visit -> {
          balance.carryOut(visit, sites.workable(step.run(), step.machine().id()));
          return true;
        });
  }

  @Override
  public Optional<Problem> reach(WholeStep step) {
    List<MachineRow> held = machines.ofOperation(step.run().operation());
    if (held.isEmpty()) {
      return Optional.empty();
    }
    return edge.run(
        "verify the links", held.get(0).node(), visit -> reach(visit, step.run(), held.get(0)));
  }

  private Optional<Problem> reach(Visit visit, OperationRun run, MachineRow any) {
    Site site = sites.of(run, any.id());
    List<Wire> wires = Wire.of(site.document(), site.peers(), settings.searchDomain());
    wires.stream()
        .map(Wire::from)
        .distinct()
        .forEach(
            from ->
                sites.requireWorkable(
                    "verify the links of " + from.componentName(),
                    from.node(),
                    sites.state(from.node())));
    Verification verification = reach.measure(visit, wires);
    operations.verified(run.operation(), run.epoch(), verification.rows());
    return verification.problem(site.document().maximumLatencyMs());
  }
}
