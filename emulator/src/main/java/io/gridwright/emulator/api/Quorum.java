package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;

/** What calls say where the cluster's file system is read-only. */
final class Quorum {
  private static final Duration CFS_LOCK = Duration.ofMillis(9900);

  private Quorum() {}

  /** Create, clone, start, migrate and HA writes. */
  static void require(Cluster cluster, String node) {
    if (!present(cluster, node)) {
      throw ApiException.failed("cluster not ready - no quorum?");
    }
  }

  /** Pools, access list, tokens: refused only after almost ten seconds. */
  static void forUserConfig(Cluster cluster, Call call, String prefix) {
    if (!present(cluster, call.entry())) {
      cluster.pace().pause(CFS_LOCK);
      throw ApiException.failed(prefix + "cfs-lock 'file-user_cfg' error: no quorum!");
    }
  }

  static boolean present(Cluster cluster, String node) {
    Node known = cluster.grid().node(node).orElseThrow();
    return cluster.grid().quorate(known);
  }
}
