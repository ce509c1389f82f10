package io.gridwright.activities.traffic;

import io.gridwright.activities.grid.Intentions;
import io.gridwright.activities.grid.Orphans;
import io.gridwright.activities.grid.Site;
import io.gridwright.activities.grid.Sites;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.GuestRefusal;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.StepEdge;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.traffic.TrafficLedger;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.power.PoolActivities;
import java.time.Duration;
import java.util.List;

/** See {@link PoolActivities}. */
public final class PoolActivitiesImpl implements PoolActivities {
  private static final int PATIENCE_WITH_NODES = 4;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final StepEdge edge;
  private final Sites sites;
  private final OrphanLedger orphans;
  private final MachineSettings settings;
  private final ReachStep reach;
  private final BalanceStep balance;

  public PoolActivitiesImpl(
      StepEdge edge,
      Sites sites,
      MachineLedger machines,
      TrafficLedger traffic,
      OrphanLedger orphans,
      MachineSettings settings) {
    this.edge = edge;
    this.sites = sites;
    this.orphans = orphans;
    this.settings = settings;
    this.reach = new ReachStep(settings);
    this.balance = new BalanceStep(sites, new Intentions(machines), traffic);
  }

  @Override
  public void awaitServices(MachineStep step) {
    edge.run(
        "await services of vm %d (%s)"
            .formatted(step.machine().vmid().value(), step.machine().component()),
        step.machine().node(),
        visit -> {
          Site site = sites.workable(step.run(), step.machine().id());
          return reach.measure(visit, towards(site));
        });
  }

  private List<Wire> towards(Site site) {
    return Wire.of(site.document(), site.peers(), settings.searchDomain()).stream()
        .filter(wire -> wire.peer().id().equals(site.machine().id()))
        .filter(wire -> wire.from().state() == MachineState.RUNNING)
        .filter(wire -> isBalancer(site, wire))
        .filter(wire -> sites.state(wire.from().node()).workable())
        .toList();
  }

  private static boolean isBalancer(Site site, Wire wire) {
    return site.document()
        .component(wire.from().componentName())
        .filter(component -> component.kind() == ComponentKind.LOAD_BALANCER)
        .isPresent();
  }

  @Override
  public void rejoin(MachineStep step) {
    edge.run(
        "rejoin at vm %d (%s)".formatted(step.machine().vmid().value(), step.machine().component()),
        step.machine().node(),
        visit -> {
          rejoin(visit, sites.of(step.run(), step.machine().id()));
          return true;
        });
  }

  private void rejoin(Visit visit, Site site) {
    if (!site.nodeState().workable()) {
      leave(site, "its node is " + site.nodeState());
    } else if (visit.age().compareTo(LONGEST) > 0) {
      leave(site, "it could not be for " + LONGEST.toMinutes() + " minutes");
    } else {
      rejoinInTime(visit, site);
    }
  }

  private void rejoinInTime(Visit visit, Site site) {
    try {
      balance.carryOut(visit, site.run(), site.machine().id());
    } catch (ProxmoxException.NodeUnreachable away) {
      if (visit.attempt() < PATIENCE_WITH_NODES) {
        throw FailureMapping.busy("rejoin at " + site.words(), visit.attempt(), away);
      }
      leave(site, "its node does not answer");
    } catch (GuestRefusal refused) {
      throw FailureMapping.busy("rejoin at " + site.words(), visit.attempt(), refused);
    } catch (ProxmoxException refused) {
      if (!FailureMapping.isFinal(refused, visit.attempt())) {
        throw refused;
      }
      leave(site, refused.getMessage());
    }
  }

  private void leave(Site site, String why) {
    orphans.see(
        Orphans.drifted(
            site.machine(),
            "The rules of %s were to be written as they were before: %s."
                .formatted(site.words(), why),
            "Its pools may lack a member; let its customer restart the balancer."));
  }
}
