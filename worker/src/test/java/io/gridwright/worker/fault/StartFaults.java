package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.proxmox.value.Bytes;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import org.junit.jupiter.api.Test;

/** Machines that start too early, not at all, or go off again. */
interface StartFaults {
  String NO_START = "start failed: QEMU exited with code 1";

  FaultBench bench();

  /** Fault 29, PVE-D1: a running machine takes memory over at its next start only. */
  @Test
  @SideBySide
  default void givesTheOrderedMemoryToAMachineThatSomebodyStartedTooEarly() {
    var order =
        bench()
            .ordered(
                web(bench().home(1)),
                "Configure",
                accepted -> bench().root().start(Root.ref(bench().web(accepted))));

    bench().succeeded(order);

    var machine = Root.ref(bench().web(order));
    assertThat(bench().root().client().vms().status(machine).maxMemory())
        .isEqualTo(Bytes.of(256L << 20));
    assertThat(bench().root().client().configs().pending(machine)).isEmpty();
  }

  /** Fault 41: the task before it was fine, the start itself is not. */
  @Test
  @SideBySide
  default void startsAgainWhatDidNotStart() {
    var home = bench().home(1);
    var failed = home.on("POST", "/qemu/*/status/start").once().endTask(NO_START);

    bench().succeeds(web(home));

    assertThat(failed.count()).isOne();
  }

  /** Fault 41, for good. */
  @Test
  @SideBySide
  default void failsWhereAMachineDoesNotStart() {
    var home = bench().home(1);
    home.on("POST", "/qemu/*/status/start").endTask(NO_START);

    var problem = bench().fails(web(home));

    assertThat(problem.detail()).contains("start vm ", "(web)", home.node(), NO_START, "task log");
  }

  /** Fault 41: every task was fine, and the machine is off. */
  @Test
  @SideBySide
  default void startsAgainWhatWentOffWhileItBooted() {
    var order =
        bench()
            .ordered(
                web(bench().home(1)),
                "AwaitAgent",
                accepted -> bench().root().stop(Root.ref(bench().web(accepted))));

    bench().succeeded(order);
  }
}
