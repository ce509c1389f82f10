package io.gridwright.activities.recovery;

import io.gridwright.activities.hypervisor.Hypervisor;
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

  public LostNodeActivitiesImpl(Hypervisor hypervisor, NodeLosses losses) {
    this.hypervisor = hypervisor;
    this.losses = losses;
  }

  @Override
  public boolean prove(NodeName node) {
    return false;
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
