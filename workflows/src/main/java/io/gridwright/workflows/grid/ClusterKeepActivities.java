package io.gridwright.workflows.grid;

import io.gridwright.domain.grid.Vmid;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What the cluster itself keeps and moves. Queue HYPERVISOR. */
@ActivityInterface
public interface ClusterKeepActivities {

  /** Machines in the care of the cluster's high-availability manager, whose balancer moves them. */
  List<Vmid> keptByCluster();
}
