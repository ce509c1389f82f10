package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Numbers that others take, and machines that are not where their number was given. */
interface NumberFaults {

  FaultBench bench();

  /** Fault 6: seen before the clone is asked for. */
  @Test
  @SideBySide
  default void takesAnotherNumberWhereAStrangerSits() {
    var home = bench().home(1);

    takesAnotherNumberThan(home, home.node());
  }

  /** Fault 6: the clone itself is refused, {@code File exists}. */
  @Test
  @SideBySide
  default void takesAnotherNumberWhereAStrangerSitsOnAnotherNode() {
    takesAnotherNumberThan(bench().home(1), bench().home(1).node());
  }

  /** The stranger is never touched, and listed until somebody takes it away. */
  private void takesAnotherNumberThan(Home home, String strangersNode) {
    var stranger = new AtomicReference<VmRef>();
    var order =
        bench()
            .ordered(
                web(home),
                "clone",
                accepted -> stranger.set(sitDown(strangersNode, bench().web(accepted))));

    bench().succeeded(order);

    int taken = stranger.get().vmid().number();
    assertThat(bench().web(order).vmid().value()).isNotEqualTo(taken);
    bench().engine().sweep();
    assertThat(bench().orphan(taken))
        .hasValueSatisfying(
            listed -> {
              assertThat(listed.state()).isEqualTo(OrphanRow.State.UNKNOWN);
              assertThat(listed.action()).contains("outside the engine's range");
            });
    assertThat(bench().root().client().configs().get(stranger.get()).name())
        .contains("strangers-own");

    bench().root().destroy(stranger.get());
    bench().engine().sweep();
    assertThat(bench().orphan(taken)).isEmpty();
  }

  /** Makes somebody else's machine under the number of one that the engine is about to make. */
  private VmRef sitDown(String node, MachineRow machine) {
    var stranger = Root.ref(node, machine.vmid().value());
    bench().root().create(stranger, VmSettings.none().set("name", "strangers-own"));
    return stranger;
  }

  /** Fault 21: the node of the row no longer knows the machine. */
  @Test
  @SideBySide
  default void deletesAMachineThatSomebodyMovedToAnotherNode() {
    var shop = bench().succeeds(web(bench().home(1)));
    var machine = Root.ref(bench().web(shop));
    var elsewhere = NodeName.of(bench().home(1).node());
    bench().root().stop(machine);
    bench()
        .root()
        .ended(
            bench()
                .root()
                .client()
                .migrations()
                .migrate(machine, elsewhere, false, Optional.empty()));

    bench().isDeleted(shop);
  }
}
