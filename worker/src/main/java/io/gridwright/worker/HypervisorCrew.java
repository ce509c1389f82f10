package io.gridwright.worker;

import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.grid.ClusterKeepActivitiesImpl;
import io.gridwright.activities.grid.GridSettings;
import io.gridwright.activities.grid.GridWatchActivitiesImpl;
import io.gridwright.activities.grid.LedgerSweepActivitiesImpl;
import io.gridwright.activities.grid.MachineActivitiesImpl;
import io.gridwright.activities.grid.MigrationActivitiesImpl;
import io.gridwright.activities.grid.NodeActivitiesImpl;
import io.gridwright.activities.grid.PowerActivitiesImpl;
import io.gridwright.activities.grid.ResizeActivitiesImpl;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.recovery.LedgerRecoveryActivities;
import io.gridwright.activities.recovery.LostNodeActivitiesImpl;
import io.gridwright.activities.traffic.PoolActivitiesImpl;
import io.gridwright.activities.traffic.TrafficActivitiesImpl;
import io.gridwright.store.Store;
import java.time.InstantSource;
import java.util.List;

/** Everything that needs the cluster: machines, nodes, traffic, the watch and the sweep. */
public final class HypervisorCrew {

  /**
   * A crew of the ledger's with everything that works on the cluster.
   *
   * @param fences who can prove that a lost node runs nothing, in the order to ask them in
   */
  public static Crew added(
      Crew ledger,
      Store store,
      Hypervisor hypervisor,
      List<Fence> fences,
      MachineSettings machines,
      GridSettings grid,
      InstantSource realTime) {
    var edge = new StepEdge(hypervisor);
    var sites =
        new Sites(
            store.machines(),
            store.nodes(),
            store.operations(),
            store.configurations(),
            store.traffic(),
            store.replacements(),
            store.settings().installationId());
    return ledger
        .with(Queue.LEDGER, new LedgerRecoveryActivities(store, grid, realTime))
        .with(
            Queue.HYPERVISOR,
            new MachineActivitiesImpl(
                edge,
                sites,
                store.machines(),
                store.images(),
                store.traffic(),
                store.reservations(),
                store.orphans(),
                machines),
            new ResizeActivitiesImpl(edge, sites, store.growths(), machines),
            new NodeActivitiesImpl(edge, sites, store.nodes(), store.machines()),
            new ClusterKeepActivitiesImpl(hypervisor),
            new MigrationActivitiesImpl(edge, sites, store.machines(), store.orphans(), machines),
            new PowerActivitiesImpl(
                edge, sites, store.machines(), store.traffic(), store.orphans(), machines),
            new PoolActivitiesImpl(
                edge, sites, store.machines(), store.traffic(), store.orphans(), machines),
            new TrafficActivitiesImpl(
                edge,
                sites,
                store.machines(),
                store.operations(),
                store.traffic(),
                store.replacements(),
                machines))
        .with(
            Queue.WATCH,
            new GridWatchActivitiesImpl(
                hypervisor, store.nodes(), store.losses(), store.images(), grid),
            new LostNodeActivitiesImpl(hypervisor, store.losses(), fences),
            new LedgerSweepActivitiesImpl(
                hypervisor,
                sites,
                store.nodes(),
                store.machines(),
                store.operations(),
                store.reservations(),
                store.orphans(),
                machines,
                grid,
                realTime));
  }

  private HypervisorCrew() {}
}
