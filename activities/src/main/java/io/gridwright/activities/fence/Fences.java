package io.gridwright.activities.fence;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.task.Pause;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fences of a grid, in the order in which they are asked. */
public final class Fences {

  /**
   * BMCs first, which answer at once; the cluster takes two minutes to come to its word.
   *
   * @param bmcs none where the operator named none
   * @param trust which certificates of BMCs are believed
   */
  public static List<Fence> of(
      Map<NodeName, Bmc> bmcs, Trust trust, Hypervisor hypervisor, InstantSource clock) {
    List<Fence> fences = new ArrayList<>();
    if (!bmcs.isEmpty()) {
      fences.add(
          new RedfishFence(bmcs, trust, RedfishFence.Patience.DEFAULT, clock, Pause.ofThread()));
    }
    fences.add(new ClusterFence(hypervisor, clock));
    return List.copyOf(fences);
  }

  private Fences() {}
}
