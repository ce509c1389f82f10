package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.Growths;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.workflows.grid.ResizeActivities;
import io.gridwright.workflows.operation.MachineStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link ResizeActivities}. */
public final class ResizeActivitiesImpl implements ResizeActivities {
  private static final Logger LOG = LoggerFactory.getLogger(ResizeActivitiesImpl.class);

  private final StepEdge edge;
  private final Sites sites;
  private final Growths growths;
  private final ResizeStep resize;

  public ResizeActivitiesImpl(
      StepEdge edge, Sites sites, Growths growths, MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.growths = growths;
    this.resize = new ResizeStep(growths, settings);
  }

  @Override
  public void resize(MachineStep step) {
    edge.at(
        step.step().value(),
        step.machine(),
        visit -> resize.carryOut(visit, sites.workable(step.run(), step.machine().id())));
  }

  /** A machine whose node is lost may have grown or not: it is taken to have. */
  @Override
  public void resizeBack(MachineStep step) {
    MachineId machine = step.machine().id();
    edge.at(
        step.step().value(),
        step.machine(),
        visit -> {
          if (growths.takeBack(step.run().operation(), step.run().epoch(), machine)
              && !isSetBack(visit, step)) {
            growths.leave(step.run().operation(), step.run().epoch(), machine);
          }
        });
  }

  private boolean isSetBack(Visit visit, MachineStep step) {
    MachineRow row = sites.row(step.machine().id());
    if (!sites.state(row.node()).workable()) {
      return false;
    }
    try {
      resize.setBack(visit, sites.of(step.run(), row.id()));
      return true;
    } catch (ProxmoxException.NodeUnreachable lost) {
      LOG.warn("{} keeps what it has taken: {}", Orphans.words(row), lost.getMessage());
      return false;
    }
  }
}
