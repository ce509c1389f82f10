package io.gridwright.activities.recovery;

import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.vm.VmStatus;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeLosses;
import io.gridwright.workflows.recovery.LostNodeActivities;
import java.util.List;

/** See {@link LostNodeActivities}. */
public final class LostNodeActivitiesImpl implements LostNodeActivities {
  private final Hypervisor hypervisor;
  private final NodeLosses losses;
  private final List<Fence> fences;

  /**
   * @param fences in the order in which they are asked
   */
  public LostNodeActivitiesImpl(Hypervisor hypervisor, NodeLosses losses, List<Fence> fences) {
    this.hypervisor = hypervisor;
    this.losses = losses;
    this.fences = List.copyOf(fences);
  }

  @Override
  public boolean prove(NodeName node) {
    return isLost(node)
        && fences.stream()
            .flatMap(fence -> fence.prove(node).stream())
            .findFirst()
            .filter(proof -> losses.prove(node, proof.kind(), proof.evidence(), proof.at()))
            .isPresent();
  }

  /** Asked of the cluster at the last moment: a fence may switch off what it is asked for. */
  private boolean isLost(NodeName node) {
    try (Visit visit = hypervisor.visit()) {
      return QuorateEntry.find(visit.client())
          .filter(entry -> !entry.online().getOrDefault(node, false))
          .isPresent();
    }
  }

  @Override
  public List<MachineId> switchedOff(NodeName node) {
    try (Visit visit = hypervisor.visit()) {
      return losses.standing(node).stream()
          .filter(machine -> isOff(visit, machine))
          .map(MachineRow::id)
          .toList();
    }
  }

  private static boolean isOff(Visit visit, MachineRow machine) {
    return visit
        .client()
        .vms()
        .find(Hypervisor.ref(machine.node(), machine.vmid()))
        .filter(VmStatus::running)
        .isEmpty();
  }
}
