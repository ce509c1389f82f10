package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.workflows.grid.ClusterKeepActivities;
import java.util.List;

/**
 * See {@link ClusterKeepActivities}. Whatever the manager keeps counts, whether its scheduler moves
 * machines of its own accord now ({@code crs: ha-auto-rebalance}) or only when a node fails: it
 * would bring back, or fight over, what somebody else moves.
 */
public final class ClusterKeepActivitiesImpl implements ClusterKeepActivities {
  private final Hypervisor hypervisor;

  public ClusterKeepActivitiesImpl(Hypervisor hypervisor) {
    this.hypervisor = hypervisor;
  }

  @Override
  public List<Vmid> keptByCluster() {
    return hypervisor.client().ha().resources().stream()
        .map(resource -> new Vmid(resource.vmid().number()))
        .sorted()
        .toList();
  }
}
