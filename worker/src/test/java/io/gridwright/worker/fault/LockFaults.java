package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import io.gridwright.workflows.operation.Steps;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lock that somebody else holds, for a while or for ever. */
interface LockFaults {
  /** By so much that no attempt comes too late to meet it, however busy the machine. */
  Duration LONGER_THAN_A_LOCK_IS_WAITED_FOR = Duration.ofSeconds(20);

  FaultBench bench();

  /** Fault 1, PVE-D46. */
  @Test
  @SideBySide
  default void startsWhenSomebodyElseLetGoOfTheMachinesLock() {
    var home = bench().home(1);
    var held =
        home.on("POST", "/qemu/*/status/stop").once().holdLock(LONGER_THAN_A_LOCK_IS_WAITED_FOR);

    var shop =
        bench()
            .succeeded(
                bench()
                    .ordered(
                        web(home),
                        "Start",
                        accepted -> bench().root().stop(Root.ref(bench().web(accepted)))));

    assertThat(held.count()).isOne();
    assertThat(bench().step(shop, Steps.START).attempts()).isGreaterThan(1);
  }

  /** Fault 1. */
  @Test
  @SideBySide
  default void deletesWhenSomebodyElseLetGoOfTheMachinesLock() {
    var home = bench().home(1);
    var shop = bench().succeeds(web(home));
    var held =
        home.on("POST", "/qemu/*/status/stop").once().holdLock(LONGER_THAN_A_LOCK_IS_WAITED_FOR);

    bench().isDeleted(shop);

    assertThat(held.count()).isOne();
  }

  /** Fault 1. */
  @Test
  @SideBySide
  default void undoesWhenSomebodyElseLetGoOfTheMachinesLock() {
    var home = bench().home(1);
    var held =
        home.on("POST", "/qemu/*/status/stop").once().holdLock(LONGER_THAN_A_LOCK_IS_WAITED_FOR);

    bench().isCancelled(home, web(home), () -> {});

    assertThat(held.count()).isOne();
  }

  /** Fault 1, where the holder never lets go: a task of the engine's own that hangs. */
  @Test
  @SideBySide
  default void stopsAStartThatHangsAndStartsAgain() {
    var home = bench().home(1);
    var hung = home.on("POST", "/qemu/*/status/start").once().hangTask();

    var shop = bench().succeeds(web(home));

    assertThat(hung.count()).isOne();
    assertThat(bench().step(shop, Steps.START).attempts()).isGreaterThan(1);
  }

  /** Fault 1, likewise. */
  @Test
  @SideBySide
  default void deletesThoughTheFirstAttemptToStopTheMachineHangs() {
    var home = bench().home(1);
    var shop = bench().succeeds(web(home));
    var hung = home.on("POST", "/qemu/*/status/stop").once().hangTask();

    bench().isDeleted(shop);

    assertThat(hung.count()).isOne();
  }
}
