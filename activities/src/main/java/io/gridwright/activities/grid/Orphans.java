package io.gridwright.activities.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.grid.OrphanSighting;
import java.util.Optional;

/** How what ledger and hypervisor do not agree on is told to operators. */
final class Orphans {
  private Orphans() {}

  static OrphanSighting abandoned(MachineRow machine, String why) {
    return of(
        machine,
        OrphanRow.State.ABANDONED,
        "%s was to be removed, but %s.".formatted(words(machine), why),
        "Nothing to do: it is removed as soon as the node is back.");
  }

  static OrphanSighting needsOperator(MachineRow machine, String why, String action) {
    return of(
        machine,
        OrphanRow.State.NEEDS_OPERATOR,
        "%s was to be removed: %s.".formatted(words(machine), why),
        action);
  }

  /** A machine that a killed migration left locked, which no token can mend; it runs on. */
  static OrphanSighting lockedByMigration(MachineRow machine) {
    return of(
        machine,
        OrphanRow.State.NEEDS_OPERATOR,
        "%s stays where it is, and a migration left its lock.".formatted(words(machine)),
        "On %s type `qm unlock %d`.".formatted(machine.node().value(), machine.vmid().value()));
  }

  /** A machine whose power is not what the ledger says. */
  static OrphanSighting drifted(MachineRow machine, String what, String action) {
    return of(machine, OrphanRow.State.UNKNOWN, what, action);
  }

  /** A guest in our range of numbers that no living row of the ledger explains. */
  static OrphanSighting stranger(NodeName node, Vmid vmid, Optional<String> name, String action) {
    return new OrphanSighting(
        identity(node, vmid),
        OrphanRow.Kind.MACHINE,
        OrphanRow.State.UNKNOWN,
        Optional.of(node),
        Optional.of(vmid),
        name,
        "vm %d on %s has a number of the engine's range and no living row in its ledger."
            .formatted(vmid.value(), node.value()),
        action,
        Optional.empty());
  }

  static String identity(MachineRow machine) {
    return identity(machine.node(), machine.vmid());
  }

  static String identity(NodeName node, Vmid vmid) {
    return "MACHINE %s/%d".formatted(node.value(), vmid.value());
  }

  static String words(MachineRow machine) {
    return "vm %d (%s) on %s"
        .formatted(machine.vmid().value(), machine.componentName(), machine.node().value());
  }

  private static OrphanSighting of(
      MachineRow machine, OrphanRow.State state, String what, String action) {
    return new OrphanSighting(
        identity(machine),
        OrphanRow.Kind.MACHINE,
        state,
        Optional.of(machine.node()),
        Optional.of(machine.vmid()),
        Optional.of(machine.componentName()),
        what,
        action,
        Optional.of(machine.id()));
  }
}
