package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.pair;
import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes that die, or are cut off, in each phase of an operation. Its machines are built elsewhere
 * though the node stays dead; what stood there is ended when it is back, and before that nothing
 * starts there.
 */
interface DeadNodes {
  Duration PATIENCE = Duration.ofSeconds(120);

  FaultBench bench();

  /** What befalls a node. */
  enum Fate {
    /** Power off, its guests with it. */
    DEAD {
      @Override
      void befall(FaultBench bench, String node) {
        bench.engine().grid().setPower(node, NodePower.OFF);
      }

      @Override
      void end(FaultBench bench, String node) {
        bench.engine().grid().setPower(node, NodePower.ON);
      }
    },
    /** Nobody reaches it; its guests run on. */
    CUT_OFF {
      @Override
      void befall(FaultBench bench, String node) {
        bench.engine().grid().setNetwork(node, NodeNetwork.PARTITIONED);
      }

      @Override
      void end(FaultBench bench, String node) {
        bench.engine().grid().setNetwork(node, NodeNetwork.CONNECTED);
      }
    };

    abstract void befall(FaultBench bench, String node);

    abstract void end(FaultBench bench, String node);
  }

  /** Before which step, and the component whose node it befalls. */
  @ParameterizedTest
  @CsvSource({
    "DEAD,    Verify,     web",
    "DEAD,    clone,      web",
    "DEAD,    Configure,  web",
    "DEAD,    Start,      web",
    "DEAD,    AwaitAgent, web",
    "DEAD,    Equip,      web",
    "DEAD,    Balance,    lb",
    "DEAD,    Reach,      web",
    "CUT_OFF, Configure,  web",
    "CUT_OFF, AwaitAgent, web",
    "CUT_OFF, Equip,      web",
    "CUT_OFF, Balance,    lb",
    "CUT_OFF, Reach,      lb"
  })
  @SideBySide
  default void buildsElsewhereWhatANodeTakesWithIt(Fate fate, String step, String component) {
    var home = bench().home(2);
    var lost = new AtomicReference<MachineRow>();
    var document = component.equals("web") && !step.equals("Reach") ? web(home) : pair(home);
    var order =
        bench()
            .ordered(
                document,
                step,
                accepted -> {
                  lost.set(bench().machine(accepted, component));
                  fate.befall(bench(), lost.get().node().value());
                });

    bench().engine().awaitEnd(order, OperationState.SUCCEEDED);

    var node = lost.get().node().value();
    assertThat(bench().engine().machines(order.configuration()))
        .hasSameSizeAs(document.components())
        .allMatch(machine -> machine.node().value().equals(home.other(node)))
        .noneMatch(machine -> machine.privateAddress().equals(lost.get().privateAddress()));
    returns(home, node, fate);
    if (document.components().size() == 2) {
      assertThat(bench().engine().page(order.configuration())).isEqualTo("web");
    }
    bench().engine().assertLedgerEqualsGrid(order.configuration());
  }

  /** What dies after its last step is found out where it would begin to be billed. */
  @ParameterizedTest
  @EnumSource(Fate.class)
  @SideBySide
  default void commitsNoMachineWhoseNodeTheLedgerHasLost(Fate fate) {
    var home = bench().home(2);
    var lost = new AtomicReference<MachineRow>();
    var order =
        bench()
            .ordered(
                web(home),
                "Commit",
                accepted -> {
                  lost.set(bench().web(accepted));
                  var node = lost.get().node().value();
                  fate.befall(bench(), node);
                  await(node + " is missed")
                      .atMost(PATIENCE)
                      .until(() -> state(node) == NodeState.UNREACHABLE);
                });

    bench().engine().awaitEnd(order, OperationState.SUCCEEDED);

    var node = lost.get().node().value();
    assertThat(bench().web(order).node().value()).isEqualTo(home.other(node));
    returns(home, node, fate);
    bench().engine().assertLedgerEqualsGrid(order.configuration());
  }

  /** Fault 7: in the middle of a clone; what that leaves only a person can clear away. */
  @Test
  @SideBySide
  default void buildsElsewhereWhatANodeTakesWithItInTheMiddleOfAClone() {
    var home = bench().home(2);
    var hung =
        home.nodes().stream()
            .map(node -> home.at(node).on("POST", "/qemu/*/clone").once().hangTask())
            .toList();
    var order = bench().engine().order(web(home));
    await("the clone is under way")
        .atMost(PATIENCE)
        .until(() -> hung.stream().anyMatch(clone -> clone.count() == 1) && isLocked(order));
    hung.forEach(Home.Met::end);
    var lost = bench().web(order);

    bench().engine().grid().setPower(lost.node().value(), NodePower.OFF);

    bench().engine().awaitEnd(order, OperationState.SUCCEEDED);
    assertThat(bench().web(order).node()).isNotEqualTo(lost.node());
    bench().engine().grid().setPower(lost.node().value(), NodePower.ON);
    isBack(lost.node().value());
    bench().engine().sweep();
    assertThat(bench().orphan(lost.vmid().value()))
        .hasValueSatisfying(
            wreck -> {
              assertThat(wreck.state()).isEqualTo(OrphanRow.State.NEEDS_OPERATOR);
              assertThat(wreck.action()).contains("qm unlock " + lost.vmid().value());
            });
    assertThat(state(lost.node().value())).isEqualTo(NodeState.ONLINE);

    bench().root().unlockAndDestroy(Root.ref(lost));
    bench().engine().sweep();
    assertThat(bench().orphans(home)).isEmpty();
    bench().engine().assertLedgerEqualsGrid(order.configuration());
  }

  private boolean isLocked(Order order) {
    return bench().engine().machines(order.configuration()).stream()
        .flatMap(row -> bench().engine().grid().machines().stream().filter(m -> is(m, row)))
        .anyMatch(machine -> machine.lock().isPresent());
  }

  private static boolean is(MachineView machine, MachineRow row) {
    return machine.vmid() == row.vmid().value();
  }

  @ParameterizedTest
  @EnumSource
  @SideBySide
  default void deletesThoughANodeIsAwayAndStaysAway(Fate fate) {
    var home = bench().home(2);
    var shop = bench().succeeds(pair(home));
    var lost = bench().web(shop);
    fate.befall(bench(), lost.node().value());

    bench().engine().deleted(shop);

    assertThat(bench().engine().machines(shop.configuration())).isEmpty();
    returns(home, lost.node().value(), fate);
    bench().leavesNothing(shop);
  }

  @ParameterizedTest
  @EnumSource
  @SideBySide
  default void deletesThoughANodeGoesAwayMeanwhile(Fate fate) {
    var home = bench().home(2);
    var shop = bench().succeeds(pair(home));
    var lost = bench().web(shop);
    var deletion =
        bench().deletion(shop, "Remove", accepted -> fate.befall(bench(), lost.node().value()));

    bench().engine().awaitEnd(deletion, OperationState.SUCCEEDED);

    returns(home, lost.node().value(), fate);
    bench().leavesNothing(shop);
  }

  @ParameterizedTest
  @EnumSource
  @SideBySide
  default void undoesThoughANodeGoesAwayMeanwhile(Fate fate) {
    var home = bench().home(1);
    var silent = home.on("POST", "/qemu/*/agent/ping").refuse("QEMU guest agent is not running");
    var order = bench().engine().order(web(home));
    await("the agent is asked").atMost(PATIENCE).until(() -> silent.count() > 0);

    fate.befall(bench(), home.node());
    bench().engine().cancel(order);

    bench().engine().awaitEnd(order, OperationState.CANCELLED);
    returns(home, home.node(), fate);
    bench().leavesNothing(order);
  }

  /** The node comes back: nothing starts there, and the sweep ends what was left behind. */
  private void returns(Home home, String node, Fate fate) {
    assertThat(bench().orphans(home))
        .allMatch(left -> left.state() == OrphanRow.State.ABANDONED)
        .allMatch(left -> left.action().contains("as soon as the node is back"));
    await(node + " is missed").atMost(PATIENCE).until(() -> state(node) == NodeState.UNREACHABLE);
    var before = guests(node);
    fate.end(bench(), node);
    isBack(node);
    // A sweep that a test beside this one ordered may have ended some of them already.
    assertThat(guests(node)).isSubsetOf(before);
    assertThat(fate == Fate.DEAD && guests(node).stream().anyMatch(MachineView::powered)).isFalse();

    bench().engine().sweep();

    assertThat(state(node)).isEqualTo(NodeState.ONLINE);
    assertThat(guests(node)).isEmpty();
    assertThat(bench().orphans(home)).isEmpty();
  }

  private List<MachineView> guests(String node) {
    return bench().engine().grid().machines().stream()
        .filter(machine -> !machine.template() && machine.node().equals(node))
        .toList();
  }

  /** Waits until the ledger has a node as seen again, and not yet as usable. */
  private void isBack(String node) {
    await(node + " is back").atMost(PATIENCE).until(() -> state(node) == NodeState.RETURNING);
  }

  private NodeState state(String node) {
    return bench().engine().store().nodes().find(new NodeName(node)).orElseThrow().state();
  }
}
