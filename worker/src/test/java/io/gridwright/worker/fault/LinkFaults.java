package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.store.operation.LinkMeasurements.Measured;
import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Links that are dead or slow when everything else is well (F96). */
interface LinkFaults {
  int PORT = 9000;

  FaultBench bench();

  /** Two machines on two nodes, the one calling the other. */
  private static ConfigurationDocument linked(Home home, OptionalInt maximumLatencyMs) {
    return home.of(
        new ConfigurationDocument(
            "shop",
            RiskProfile.LOW,
            List.of(small("web-1"), small("web-2")),
            List.of(new Link("web-1", "web-2", PORT)),
            List.of(),
            Dedication.NONE,
            maximumLatencyMs,
            List.of(),
            true));
  }

  @Test
  @SideBySide
  default void failsWhereAServiceDoesNotAnswer() {
    var order =
        bench()
            .ordered(
                linked(bench().home(2), OptionalInt.empty()),
                "Reach",
                accepted ->
                    bench()
                        .root()
                        .client()
                        .agent()
                        .writeFile(called(accepted), "/etc/gridwright/services.json", "{}"));

    isDead(order);
  }

  @Test
  @SideBySide
  default void failsWhereAFirewallDropsALink() {
    var order =
        bench()
            .ordered(
                linked(bench().home(2), OptionalInt.empty()),
                "Reach",
                accepted -> dropAll(called(accepted)));

    isDead(order);
  }

  private io.gridwright.proxmox.value.VmRef called(Order order) {
    return Root.ref(bench().machine(order, "web-2"));
  }

  private void dropAll(io.gridwright.proxmox.value.VmRef vm) {
    bench()
        .root()
        .client()
        .api()
        .send(
            Call.post("/nodes/{}/qemu/{}/firewall/rules", vm.node(), vm.vmid())
                .with("type", "in")
                .with("action", "DROP")
                .with("enable", true));
  }

  private void isDead(Order order) {
    var problem = bench().failed(order);
    assertThat(problem.name()).isEqualTo("unreachable-link");
    assertThat(problem.detail())
        .contains("web-1 does not reach web-2")
        .contains("See that the image's services listen");
    assertThat(measured(order).reachable()).isFalse();
    bench().leavesNothing(order);
  }

  @Test
  @SideBySide
  default void failsWhereALinkIsSlowerThanAllowed() {
    var home = bench().home(2);
    bench().engine().grid().setDelay(home.node(), Duration.ofMillis(800));

    var order = bench().engine().order(linked(home, OptionalInt.of(300)));

    var problem = bench().failed(order);
    assertThat(problem.name()).isEqualTo("unreachable-link");
    assertThat(problem.detail())
        .containsPattern("web-1 reaches web-2 in [8-9]\\d\\d\\.\\d ms, 300 are allowed");
    bench().leavesNothing(order);
  }

  @Test
  @SideBySide
  default void measuresFromGuestToGuestHowFastALinkIs() {
    var slow = bench().home(2);
    bench().engine().grid().setDelay(slow.node(), Duration.ofMillis(300));

    var far = bench().succeeds(linked(slow, OptionalInt.of(5000)));
    var near = bench().succeeds(linked(bench().home(2), OptionalInt.of(5000)));

    assertThat(measured(far).latencyMs().orElseThrow()).isGreaterThanOrEqualTo(300);
    assertThat(measured(near).latencyMs().orElseThrow()).isPositive().isLessThan(300);
  }

  private Measured measured(Order order) {
    return bench()
        .engine()
        .operation(order.operation())
        .verification()
        .orElseThrow()
        .links()
        .get(0);
  }
}
