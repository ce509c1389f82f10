package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.RestoreStep;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.power.PoolActivities;
import java.util.List;

/** See {@link PoolActivities}. */
public final class PoolActivitiesImpl implements PoolActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final RestoreStep restore;
  private final MachineSettings settings;
  private final ReachStep reach;
  private final BalanceStep balance;

  public PoolActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      TrafficLedger traffic,
      OrphanLedger orphans,
      MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.restore = new RestoreStep(orphans);
    this.settings = settings;
    this.reach = new ReachStep(settings);
    this.balance = new BalanceStep(sites, new Intentions(machines), traffic);
  }

  @Override
  public void awaitServices(MachineStep step) {
    edge.at(
        "await services of",
        step.machine(),
        visit -> reach.measure(visit, towards(sites.workable(step.run(), step.machine().id()))));
  }

  private List<Wire> towards(Site site) {
    return Wire.of(site.document(), site.peers(), settings.searchDomain()).stream()
        .filter(wire -> wire.peer().id().equals(site.machine().id()))
        .filter(wire -> wire.from().state() == MachineState.RUNNING)
        .filter(wire -> isBalancer(site, wire))
        .filter(wire -> sites.state(wire.from().node()).workable())
        .toList();
  }

  private static boolean isBalancer(Site site, Wire wire) {
    return site.document()
        .component(wire.from().componentName())
        .filter(component -> component.kind() == ComponentKind.LOAD_BALANCER)
        .isPresent();
  }

  @Override
  public void rejoin(MachineStep step) {
    edge.at(
        "rejoin at",
        step.machine(),
        visit -> rejoin(visit, sites.of(step.run(), step.machine().id())));
  }

  private void rejoin(Visit visit, Site site) {
    restore.inBoundedTime(
        visit,
        site,
        "was to have its rules as they were before",
        "Its pools may lack a member; let its customer restart the balancer.",
        () -> balance.carryOut(visit, site.run(), site.machine().id()));
  }
}
