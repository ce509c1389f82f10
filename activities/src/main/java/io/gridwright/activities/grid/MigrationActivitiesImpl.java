package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.workflows.grid.MigrationActivities;
import io.gridwright.workflows.grid.MoveStep;

/** See {@link MigrationActivities}; each step is a class of its own. */
public final class MigrationActivitiesImpl implements MigrationActivities {
  private final StepEdge edge;
  private final MigrateStep migrate;
  private final SettleStep settle;

  public MigrationActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      OrphanLedger orphans,
      MachineSettings settings) {
    this.edge = edge;
    this.migrate = new MigrateStep(sites, machines, settings);
    this.settle = new SettleStep(sites, orphans, settings);
  }

  @Override
  public void migrate(MoveStep step) {
    edge.run(
        "moving " + words(step),
        step.machine().node(),
        visit -> {
          migrate.carryOut(visit, step);
          return true;
        });
  }

  @Override
  public boolean settle(MoveStep step) {
    return edge.run(
        "settling " + words(step), step.machine().node(), visit -> settle.hasArrived(visit, step));
  }

  static String words(MoveStep step) {
    return "vm %d (%s) from %s to %s"
        .formatted(
            step.machine().vmid().value(),
            step.machine().component(),
            step.machine().node().value(),
            step.to().value());
  }
}
