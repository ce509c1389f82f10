package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.store.grid.Images;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.grid.MachineActivities;
import io.gridwright.workflows.operation.MachineStep;
import java.util.function.BiConsumer;

/** See {@link MachineActivities}; each step is a class of its own. */
public final class MachineActivitiesImpl implements MachineActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final CloneStep clone;
  private final ConfigureStep configure;
  private final StartStep start;
  private final AgentStep agent;
  private final EquipStep equip;
  private final GuardStep guard;
  private final RemoveStep remove;

  public MachineActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      Images images,
      TrafficLedger traffic,
      Reservations reservations,
      OrphanLedger orphans,
      MachineSettings settings) {
    Intentions intentions = new Intentions(machines);
    this.edge = edge;
    this.sites = sites;
    this.clone =
        new CloneStep(
            intentions,
            images,
            new CloneRemains(settings),
            new Renumbering(reservations, sites),
            settings);
    this.configure = new ConfigureStep(intentions, traffic, settings);
    this.start = new StartStep(intentions, settings);
    this.agent = new AgentStep(intentions, start, settings);
    this.equip = new EquipStep(intentions, settings);
    this.guard = new GuardStep(traffic);
    this.remove =
        new RemoveStep(sites, machines, reservations, orphans, new MachineRemover(settings));
  }

  @Override
  public void cloneImage(MachineStep step) {
    carryOut(step, clone::carryOut);
  }

  @Override
  public void configure(MachineStep step) {
    carryOut(step, configure::carryOut);
  }

  @Override
  public void start(MachineStep step) {
    carryOut(step, start::carryOut);
  }

  @Override
  public void awaitAgent(MachineStep step) {
    carryOut(step, agent::carryOut);
  }

  @Override
  public void equip(MachineStep step) {
    carryOut(step, equip::carryOut);
  }

  @Override
  public void guard(MachineStep step) {
    carryOut(step, guard::carryOut);
  }

  @Override
  public void rewire(MachineStep step) {
    carryOut(
        step,
        (visit, site) -> {
          guard.carryOut(visit, site);
          equip.tellPeers(visit, site);
        });
  }

  @Override
  public void remove(MachineStep step) {
    MachineRow machine = sites.row(step.machine().id());
    edge.run(
        "remove " + Orphans.words(machine),
        machine.node(),
        visit -> {
          remove.carryOut(visit, step.run(), machine);
          return true;
        });
  }

  private void carryOut(MachineStep step, BiConsumer<Visit, Site> body) {
    edge.at(
        step.step().value(),
        step.machine(),
        visit -> body.accept(visit, sites.workable(step.run(), step.machine().id())));
  }
}
