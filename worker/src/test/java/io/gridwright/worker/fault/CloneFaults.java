package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.small;
import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import io.gridwright.workflows.operation.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clones that die, hang, fail, or are refused; and what only a person can clear away. */
interface CloneFaults {
  String CLONE = "/qemu/*/clone";
  String FULL = "No space left on device";

  FaultBench bench();

  /** Fault 7: its worker is killed, and no token can unlock what it leaves. */
  @Test
  @SideBySide
  default void buildsAnotherMachineWhereAClonesWorkerWasKilled() {
    var home = bench().home(1);
    home.on("POST", CLONE).once().killTask();

    var shop = bench().engine().running(web(home));

    var wrecks = wrecks(home);
    assertThat(wrecks).hasSize(1);
    personClears(home, wrecks);
    bench().isDeleted(shop);
  }

  /** Fault 7: every time. */
  @Test
  @SideBySide
  default void failsAndTellsWhatToTypeWhereEveryClonesWorkerIsKilled() {
    var home = bench().home(1);
    home.on("POST", CLONE).killTask();

    var problem = bench().fails(web(home));

    assertThat(problem.detail())
        .contains("clone vm ", " (web) on " + home.node(), "lock: clone")
        .containsPattern(
            "on " + home.node() + " type `qm unlock (\\d+) && qm stop \\1 && qm destroy \\1");
    personClears(home, wrecks(home));
  }

  /** Fault 7 in a deletion: a lock that no token may remove. */
  @Test
  @SideBySide
  default void deletesAndTellsWhatToTypeWhereAMachineIsLockedForGood() {
    var home = bench().home(1);
    var shop = bench().succeeds(web(home));
    bench()
        .root()
        .client()
        .api()
        .send(
            Call.put("/nodes/{}/qemu/{}/config", home.node(), bench().web(shop).vmid().value())
                .with("lock", "backup"));

    bench().engine().deleted(shop);

    personClears(home, wrecks(home));
  }

  /** The machines that only a person can end, each with the command to type. */
  private List<OrphanRow> wrecks(Home home) {
    var wrecks = bench().orphans(home);
    assertThat(wrecks)
        .isNotEmpty()
        .allSatisfy(
            wreck -> {
              assertThat(wreck.state()).isEqualTo(OrphanRow.State.NEEDS_OPERATOR);
              assertThat(wreck.action()).contains("qm unlock " + number(wreck));
            });
    return wrecks;
  }

  /** They stay listed until a person did so, and no longer. */
  private void personClears(Home home, List<OrphanRow> wrecks) {
    bench().engine().sweep();
    assertThat(bench().orphans(home)).hasSameSizeAs(wrecks);
    wrecks.forEach(wreck -> bench().root().unlockAndDestroy(Root.ref(home.node(), number(wreck))));
    bench().engine().sweep();
    assertThat(bench().orphans(home)).isEmpty();
    assertThat(bench().engine().store().machines().leftBehind())
        .noneMatch(left -> left.node().value().equals(home.node()));
  }

  private static int number(OrphanRow wreck) {
    return wreck.vmid().orElseThrow().value();
  }

  /** Fault 7: it fails and cleans up after itself. */
  @Test
  @SideBySide
  default void clonesAgainWhereTheStorageWasFullForAMoment() {
    var home = bench().home(1);
    var full = home.on("POST", CLONE).once().endTask(FULL);

    bench().succeeds(web(home));

    assertThat(full.count()).isOne();
  }

  /** Fault 7: for good. */
  @Test
  @SideBySide
  default void failsWhereTheStorageIsFull() {
    var home = bench().home(1);
    home.on("POST", CLONE).endTask(FULL);

    var problem = bench().fails(web(home));

    assertThat(problem.name()).isEqualTo("hypervisor");
    assertThat(problem.detail()).contains("clone vm ", "(web)", home.node(), FULL, "Operator: ");
  }

  /** PVE-D3, PVE-D52: an undo that meets the clone of the run before. */
  @Test
  @SideBySide
  default void stopsACloneUnderWayWhenItIsCancelled() {
    var home = bench().home(1);
    var hung = home.on("POST", CLONE).hangTask();
    var order = bench().engine().order(web(home));
    await("the clone hangs").atMost(Duration.ofSeconds(120)).until(() -> hung.count() == 1);

    bench().engine().cancel(order);

    bench().engine().awaitEnd(order, OperationState.CANCELLED);
    bench().leavesNothing(order);
  }

  /** A clone that never ends is stopped, cleaned up, and made again. */
  @Test
  @SideBySide
  default void stopsACloneThatHangsAndClonesAgain() {
    var home = bench().home(1);
    var hung = home.on("POST", CLONE).once().hangTask();

    var shop = bench().succeeds(web(home));

    assertThat(hung.count()).isOne();
    assertThat(bench().step(shop, Steps.CLONE).attempts()).isGreaterThan(1);
  }

  /** Fault 8: a template on local storage is cloned on its own node only. */
  @Test
  @SideBySide
  default void clonesOnEachNodeFromThatNodesOwnTemplate() {
    var home = bench().home(3);
    var refused =
        home.nodes().stream()
            .map(node -> home.at(node).on("POST", CLONE, Map.of("target", "*")))
            .map(clone -> clone.refuse("can't clone VM to node 'x' (VM uses local storage)"))
            .toList();

    var shop =
        bench()
            .succeeds(
                home.of(Documents.of("shop", small("web-1"), small("web-2"), small("web-3"))));

    assertThat(bench().engine().machines(shop.configuration()))
        .extracting(machine -> machine.node().value())
        .containsExactlyInAnyOrderElementsOf(home.nodes());
    assertThat(refused).allMatch(clone -> clone.count() == 0);
  }

  /** Fault 8, said all the same. */
  @Test
  @SideBySide
  default void failsWhereATemplateCannotBeCloned() {
    var home = bench().home(1);
    var text = "can't clone VM to node '%s' (VM uses local storage)".formatted(home.node());
    home.on("POST", CLONE).refuse(text);

    var problem = bench().fails(web(home));

    assertThat(problem.detail()).contains("clone vm ", "(web)", text, "Operator: ");
  }

  /** Fault 40: its last step failed, and the configuration stayed without disks. */
  @Test
  @SideBySide
  default void clonesAgainWhereAConfigurationWithoutDisksWasLeft() {
    var home = bench().home(1);
    home.on("POST", CLONE).once().endTask(FULL);
    var order =
        bench()
            .ordered(web(home), "clone", 2, accepted -> leaveWithoutDisks(bench().web(accepted)));

    bench().succeeded(order);

    assertThat(bench().root().client().configs().get(Root.ref(bench().web(order))).disks().keySet())
        .isNotEmpty();
  }

  private void leaveWithoutDisks(MachineRow machine) {
    bench()
        .root()
        .create(
            Root.ref(machine),
            VmSettings.none()
                .set("name", "web-" + machine.id().value().toLowerCase(java.util.Locale.ROOT)));
  }
}
