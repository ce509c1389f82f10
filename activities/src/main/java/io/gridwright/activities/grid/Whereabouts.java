package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.store.grid.MachineRow;
import java.util.Optional;

/**
 * Where a machine that is, or was, being moved really is. Its configuration is at exactly one node
 * of the cluster, so that what one node says tells of the other, too, where that is silent. Only to
 * be asked while no task moves it.
 */
enum Whereabouts {
  SOURCE,
  TARGET,
  /** On neither: a person moved or deleted it. */
  ELSEWHERE;

  /**
   * @throws ProxmoxException.NodeUnreachable where neither node answers, nor anybody else can tell
   */
  static Whereabouts of(Visit visit, MachineRow machine, NodeName from, NodeName to) {
    Optional<Boolean> there = isAt(visit, machine, to);
    if (there.filter(found -> found).isPresent()) {
      return TARGET;
    }
    Optional<Boolean> here = isAt(visit, machine, from);
    if (here.filter(found -> found).isPresent()) {
      return SOURCE;
    }
    if (there.isPresent() != here.isPresent()) {
      return there.isPresent() ? SOURCE : TARGET; // the one that is silent has it
    }
    return byTheCluster(visit, machine, from, to);
  }

  private static Whereabouts byTheCluster(
      Visit visit, MachineRow machine, NodeName from, NodeName to) {
    Optional<String> node =
        visit
            .client()
            .vms()
            .locate(Hypervisor.ref(from, machine.vmid()).vmid())
            .map(VmRef::node)
            .map(Object::toString);
    if (node.filter(to.value()::equals).isPresent()) {
      return TARGET;
    }
    return node.filter(from.value()::equals).isPresent() ? SOURCE : ELSEWHERE;
  }

  /** Empty where the node does not answer. */
  private static Optional<Boolean> isAt(Visit visit, MachineRow machine, NodeName node) {
    try {
      return Optional.of(
          visit.client().configs().find(Hypervisor.ref(node, machine.vmid())).isPresent());
    } catch (ProxmoxException.NodeUnreachable silent) {
      visit.check();
      return Optional.empty();
    }
  }
}
