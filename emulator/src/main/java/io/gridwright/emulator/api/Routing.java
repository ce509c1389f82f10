package io.gridwright.emulator.api;

import io.gridwright.emulator.ha.HaManager;
import io.gridwright.emulator.work.BackupWork;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.HaRegister;
import io.gridwright.emulator.work.PowerWork;
import java.util.function.UnaryOperator;

/** Gathers the methods of all resources. */
public final class Routing {
  private final Routes routes = new Routes();

  /**
   * @param fingerprints the fingerprint of a node's certificate
   */
  public Routing(
      Cluster cluster,
      Statistics statistics,
      HaRegister ha,
      HaManager manager,
      UnaryOperator<String> fingerprints) {
    Rights rights = new Rights(cluster.access());
    PowerWork power = new PowerWork(cluster);
    BackupWork backup = new BackupWork(cluster);
    ClusterResource clusterResource =
        new ClusterResource(cluster, rights, statistics, ha, fingerprints);
    new AccessResource(cluster, rights).register(routes);
    clusterResource.register(routes);
    new NodeResource(cluster, rights, statistics, clusterResource).register(routes);
    new TaskResource(cluster, rights).register(routes);
    new StorageResource(cluster, rights, backup).register(routes);
    new VmResource(cluster, rights, power, backup, ha).register(routes);
    new ConfigResource(cluster, rights).register(routes);
    new PowerResource(cluster, rights, power, ha).register(routes);
    new AgentResource(cluster, rights).register(routes);
    new SnapshotResource(cluster, rights, power).register(routes);
    new MigrateResource(cluster, rights, ha).register(routes);
    new BackupResource(cluster, rights, backup).register(routes);
    new FirewallResource(cluster, rights).register(routes);
    new IpSetResource(cluster, rights).register(routes);
    new PoolResource(cluster, rights, statistics, clusterResource).register(routes);
    new HaResource(cluster, rights, ha, manager).register(routes);
  }

  Routes routes() {
    return routes;
  }
}
