package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.power.PowerActivities;
import io.gridwright.workflows.power.PowerStep;
import java.util.function.BiConsumer;

/** See {@link PowerActivities}; what each writes of its intentions is written in its turn. */
public final class PowerActivitiesImpl implements PowerActivities {
  private final StepEdge edge;
  private final Sites sites;
  private final Intentions intentions;
  private final GuardStep guard;
  private final RestoreStep restore;
  private final MachineSettings settings;

  public PowerActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      TrafficLedger traffic,
      OrphanLedger orphans,
      MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.intentions = new Intentions(machines);
    this.guard = new GuardStep(traffic);
    this.restore = new RestoreStep(orphans);
    this.settings = settings;
  }

  @Override
  public void switchOff(PowerStep step) {
    carryOut(step, new StopStep(inTurn(step), settings)::carryOut);
  }

  @Override
  public void switchOn(PowerStep step) {
    StartStep start = new StartStep(inTurn(step), settings);
    carryOut(
        step,
        (visit, site) -> {
          PowerTasks.settle(visit, site, settings);
          start.carryOut(visit, site);
        });
  }

  @Override
  public void awaitBoot(PowerStep step) {
    Intentions inTurn = inTurn(step);
    AgentStep agent = new AgentStep(inTurn, new StartStep(inTurn, settings), settings);
    EquipStep equip = new EquipStep(inTurn, settings);
    carryOut(
        step,
        (visit, site) -> {
          agent.carryOut(visit, site);
          guard.carryOut(visit, site);
          equip.tellPeers(visit, site); // some may have been built anew while it was off
        });
  }

  @Override
  public void restorePower(PowerStep step, boolean on) {
    restore(step, (visit, site) -> restore.power(visit, site, inTurn(step), settings, on));
  }

  @Override
  public void expose(PowerStep step) {
    carryOut(step, new PublicAddressStep(inTurn(step))::carryOut);
  }

  @Override
  public void restoreAddresses(PowerStep step) {
    PublicAddressStep addresses = new PublicAddressStep(inTurn(step));
    restore(
        step,
        (visit, site) ->
            restore.inBoundedTime(
                visit,
                site,
                "was to answer at its public addresses as before",
                "Let its customer suspend and resume the component.",
                () -> addresses.carryOut(visit, site)));
  }

  private void restore(PowerStep step, BiConsumer<Visit, Site> body) {
    edge.at(
        step.step().value(),
        step.machine(),
        visit -> body.accept(visit, sites.of(step.run(), step.machine().id())));
  }

  private Intentions inTurn(PowerStep step) {
    return intentions.ofTurn(step.turn());
  }

  private void carryOut(PowerStep step, BiConsumer<Visit, Site> body) {
    edge.at(
        step.step().value(),
        step.machine(),
        visit -> body.accept(visit, sites.workable(step.run(), step.machine().id())));
  }
}
