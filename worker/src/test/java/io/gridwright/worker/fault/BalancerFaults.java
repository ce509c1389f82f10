package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.pair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.store.grid.MachineRow;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** HAProxy processes that are killed. */
interface BalancerFaults {

  FaultBench bench();

  @Test
  @SideBySide
  default void servesOnWhenHaproxyWasKilled() {
    requireHaproxy();
    var shop = bench().succeeds(pair(bench().home(2)));
    var killed = haproxy(shop);

    killed.destroyForcibly();

    serves(shop);
    assertThat(killed.isAlive()).isFalse();
    assertThat(haproxy(shop).pid()).isNotEqualTo(killed.pid());
  }

  @Test
  @SideBySide
  default void servesOnWhenAWorkerOfHaproxyWasKilled() {
    requireHaproxy();
    var shop = bench().succeeds(pair(bench().home(2)));
    var killed = haproxy(shop).children().findFirst().orElseThrow();

    killed.destroyForcibly();

    serves(shop);
    assertThat(killed.isAlive()).isFalse();
  }

  @Test
  @SideBySide
  default void finishesAnOrderDuringWhichHaproxyIsKilled() {
    requireHaproxy();
    var order =
        bench()
            .ordered(
                pair(bench().home(2)), "Reach", accepted -> haproxy(accepted).destroyForcibly());

    bench().succeeded(order);

    serves(order);
  }

  private void serves(Order order) {
    await("a page through the balancer")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(bench().engine().page(order.configuration())).isEqualTo("web"));
  }

  /** The master process of a configuration's balancer: the emulator runs it for that machine. */
  private ProcessHandle haproxy(Order order) {
    MachineRow balancer = bench().machine(order, "lb");
    var file = "/%d/haproxy.cfg".formatted(balancer.vmid().value());
    return ProcessHandle.current()
        .children()
        .filter(process -> words(process).anyMatch(word -> word.endsWith(file)))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> words(ProcessHandle process) {
    return process.info().arguments().stream().flatMap(Arrays::stream);
  }

  private static void requireHaproxy() {
    assumeThat(Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy").map(Path::of))
        .as("haproxy is installed")
        .anyMatch(Files::isExecutable);
  }
}
