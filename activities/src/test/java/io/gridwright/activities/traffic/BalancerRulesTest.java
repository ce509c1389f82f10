package io.gridwright.activities.traffic;

import static io.gridwright.activities.testing.Rows.member;
import static io.gridwright.activities.testing.Rows.virtualIp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gridwright.activities.grid.Site;
import io.gridwright.activities.guest.HaproxyFile;
import io.gridwright.activities.guest.HaproxyFile.Server;
import io.gridwright.activities.guest.HaproxyFile.Service;
import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.activities.testing.Rows;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.traffic.PausePoint;
import io.gridwright.store.traffic.Pauses;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.workflows.operation.OperationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document says how traffic is routed, the ledger to which addresses and what is paused. */
class BalancerRulesTest {
  private static final String VIP = "203.0.113.5";
  private static final MachineRow LB = Rows.machine("lb", 0, 1);
  private static final MachineRow WEB_1 = Rows.machine("web-1", 0, 2);
  private static final MachineRow WEB_2 = Rows.machine("web-2", 0, 3);

  @Test
  void routesAnAutomaticAddressToTheOneThatTheLedgerGave() {
    var file =
        file(
            Documents.balancer("lb", Documents.virtualIp(80, "web-1", "web-2")),
            List.of(WEB_1, WEB_2),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 80),
            member(LB, VIP, 80, WEB_2, 80));

    assertThat(file.services())
        .containsExactly(
            new Service(
                VIP,
                80,
                List.of(),
                false,
                List.of(
                    new Server("web-1", "10.7.1.2", 80, false),
                    new Server("web-2", "10.7.1.3", 80, false))));
  }

  @Test
  void keepsWhatIsPausedPaused() {
    var at = Documents.virtualIp(80, "web-1", "web-2");
    var file =
        file(
            new Pauses(
                Set.of(
                    PausePoint.of(LB.componentId(), at),
                    PausePoint.of(LB.componentId(), at, WEB_1.componentId(), 80))),
            Documents.balancer("lb", at),
            List.of(WEB_1, WEB_2),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 80),
            member(LB, VIP, 80, WEB_2, 80));

    assertThat(file.services()).singleElement().matches(Service::paused);
    assertThat(file.services().get(0).servers())
        .extracting(Server::name, Server::paused)
        .containsExactly(tuple("web-1", true), tuple("web-2", false));
  }

  @Test
  void givesNothingToAMemberThatIsOffAndKeepsItsPlaceInThePool() {
    var file =
        file(
            Documents.balancer("lb", Documents.virtualIp(80, "web-1", "web-2")),
            List.of(Rows.off(WEB_1), WEB_2),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 80),
            member(LB, VIP, 80, WEB_2, 80));

    assertThat(file.services()).singleElement().matches(service -> !service.paused());
    assertThat(file.services().get(0).servers())
        .extracting(Server::name, Server::paused)
        .containsExactly(tuple("web-1", true), tuple("web-2", false));
  }

  @Test
  void givesNothingToAMemberThatIsSuspendedAndListensNowhereWhereTheBalancerIs() {
    TrafficRuleRow[] rules = {
      virtualIp(LB, VIP, 80), member(LB, VIP, 80, WEB_1, 80), member(LB, VIP, 80, WEB_2, 80)
    };
    Component balancer = Documents.balancer("lb", Documents.virtualIp(80, "web-1", "web-2"));

    var member = file(balancer, List.of(Rows.suspended(WEB_1), WEB_2), rules);
    var whole = file(Rows.suspended(LB), balancer, List.of(WEB_1, WEB_2), rules);

    assertThat(member.services().get(0).servers())
        .extracting(Server::name, Server::paused)
        .containsExactly(tuple("web-1", true), tuple("web-2", false));
    assertThat(member.addresses()).containsExactly(VIP);
    assertThat(whole.services()).singleElement().matches(Service::paused);
    assertThat(whole.addresses()).isEmpty();
  }

  @Test
  void balancesOverEachMachineOfAComponent() {
    var first = Rows.machine("web", 0, 2);
    var second = Rows.machine("web", 1, 3);
    var file =
        file(
            Documents.balancer("lb", Documents.virtualIp(80, "web")),
            List.of(first, second),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, first, 80),
            member(LB, VIP, 80, second, 80));

    assertThat(file.services().get(0).servers())
        .containsExactly(
            new Server("web.0", "10.7.1.2", 80, false), new Server("web.1", "10.7.1.3", 80, false));
  }

  @Test
  void namesAMachineThatIsInAPoolAtTwoPortsByThese() {
    var twice =
        new VirtualIp(
            Optional.empty(),
            80,
            List.of(),
            Optional.empty(),
            List.of(new PoolMember("web-1", 8080), new PoolMember("web-1", 8081)));
    var file =
        file(
            Documents.balancer("lb", twice),
            List.of(WEB_1),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 8080),
            member(LB, VIP, 80, WEB_1, 8081));

    assertThat(file.services().get(0).servers())
        .containsExactly(
            new Server("web-1:8080", "10.7.1.2", 8080, false),
            new Server("web-1:8081", "10.7.1.2", 8081, false));
  }

  @Test
  void leavesOutAMemberWhoseMachineIsGone() {
    var file =
        file(
            Documents.balancer("lb", Documents.virtualIp(80, "web-1", "web-2")),
            List.of(WEB_2),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 80),
            member(LB, VIP, 80, WEB_2, 80));

    assertThat(file.services().get(0).servers()).extracting(Server::name).containsExactly("web-2");
  }

  @Test
  void tellsTwoAddressesWithOnePortApart() {
    var named = "203.0.113.9";
    var file =
        file(
            Documents.balancer(
                "lb",
                Documents.virtualIp(Optional.of(named), 80, 80, "web-2"),
                Documents.virtualIp(Optional.of(VIP), 80, 80, "web-1")),
            List.of(WEB_1, WEB_2),
            virtualIp(LB, VIP, 80),
            member(LB, VIP, 80, WEB_1, 80),
            virtualIp(LB, named, 80),
            member(LB, named, 80, WEB_2, 80));

    assertThat(file.services())
        .extracting(Service::address, service -> service.servers().get(0).name())
        .containsExactly(tuple(named, "web-2"), tuple(VIP, "web-1"));
  }

  private static HaproxyFile file(
      Component balancer, List<MachineRow> members, TrafficRuleRow... rules) {
    return file(LB, Pauses.NONE, balancer, members, rules);
  }

  private static HaproxyFile file(
      Pauses pauses, Component balancer, List<MachineRow> members, TrafficRuleRow... rules) {
    return file(LB, pauses, balancer, members, rules);
  }

  private static HaproxyFile file(
      MachineRow machine, Component balancer, List<MachineRow> members, TrafficRuleRow... rules) {
    return file(machine, Pauses.NONE, balancer, members, rules);
  }

  private static HaproxyFile file(
      MachineRow machine,
      Pauses pauses,
      Component balancer,
      List<MachineRow> members,
      TrafficRuleRow... rules) {
    var peers = new ArrayList<>(List.of(machine));
    peers.addAll(members);
    return BalancerRules.file(
        new Site(
            new OperationRun(Rows.OPERATION, new Epoch(1)),
            machine,
            NodeState.ONLINE,
            8,
            Documents.of("shop", balancer),
            balancer,
            peers,
            List.of(rules),
            List.of(),
            new OwnershipMark(Rows.CONFIGURATION, "lb", true, LB.id(), "installation-1")),
        pauses);
  }
}
