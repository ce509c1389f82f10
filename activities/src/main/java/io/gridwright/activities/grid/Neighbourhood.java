package io.gridwright.activities.grid;

import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.store.grid.MachineRow;
import java.util.List;

/** Which of a configuration's machines count while some are built to take the places of others. */
public final class Neighbourhood {
  private Neighbourhood() {}

  /** Beside whom a machine serves, or will when it does. */
  static List<MachineRow> of(MachineRow machine, List<MachineRow> all) {
    return machine.role() == PlacementRole.DUPLICATE ? toBe(all) : serving(all);
  }

  /** To whom requests go now. */
  public static List<MachineRow> serving(List<MachineRow> all) {
    return all.stream().filter(m -> m.role() == PlacementRole.ORIGINAL).toList();
  }

  /** To whom they will go: what is built instead of those whose places it takes. */
  public static List<MachineRow> toBe(List<MachineRow> all) {
    return all.stream()
        .filter(m -> m.role() != PlacementRole.REPLACED)
        .filter(m -> m.role() == PlacementRole.DUPLICATE || !isSucceeded(m, all))
        .toList();
  }

  private static boolean isSucceeded(MachineRow machine, List<MachineRow> all) {
    return all.stream()
        .anyMatch(
            other ->
                other.role() == PlacementRole.DUPLICATE && other.part().equals(machine.part()));
  }
}
