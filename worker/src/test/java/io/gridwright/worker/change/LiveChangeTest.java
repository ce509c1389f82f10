package io.gridwright.worker.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import io.gridwright.worker.testing.Root;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Machines change in size while they run: the same process serves on. */
class LiveChangeTest {
  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(3).withLatency(0.2));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void theRateOfACardChangesAndNothingElseOfIt() {
    Order shop = engine.running(shop("limited"));
    MachineView before = seen(shop, "db");
    assertThat(before.config().get("net0")).doesNotContain("rate");

    changed(shop, c -> Documents.limited(c, 100));
    assertThat(card(shop, "db")).isEqualTo(rated(before, ",rate=11.92"));
    assertThat(card(shop, "web")).contains(",rate=11.92");

    changed(shop, c -> Documents.limited(c, 10));
    assertThat(card(shop, "db")).isEqualTo(rated(before, ",rate=1.19"));

    changed(shop, c -> Documents.limited(c, 0));
    assertThat(card(shop, "db")).isEqualTo(before.config().get("net0"));
    assertRunsOn(before, shop, "db");
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void aDiskGrowsUnderTheGuestThatUsesIt() {
    Order shop = engine.running(shop("grown"));
    MachineView database = seen(shop, "db");
    MachineView balancer = seen(shop, "lb");

    changed(shop, c -> Documents.larger(c, c.memoryMib(), c.vcpus(), c.diskGib() + 7, 0));

    assertThat(seen(shop, "db").config().get("scsi0")).contains("size=27G");
    assertThat(seen(shop, "lb").config().get("scsi0")).contains("size=15G");
    assertRunsOn(database, shop, "db");
    assertRunsOn(balancer, shop, "lb");
    assertThat(engine.configuration(shop.configuration()).held().diskGib()).isEqualTo(15 + 17 + 27);
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void whatTheNodeHasNoRoomForIsRefusedWithItsReason() {
    Order shop = engine.running(shop("too-large"));
    MachineView before = seen(shop, "db");

    Problem problem = refused(shop, database(c -> Documents.limited(c, 99_999)));

    assertThat(problem.name()).isEqualTo("no-capacity");
    assertThat(problem.detail())
        .contains("db cannot grow where it stands")
        .contains("99999 more Mbit/s are needed");
    assertRunsOn(before, shop, "db");
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aDatabaseTakesMemoryAndProcessorsWhileItAnswers() {
    Order shop = engine.running(shop("plugged"));
    MachineView before = seen(shop, "db");

    changed(shop, database(c -> Documents.larger(c, 2048, 3, c.diskGib(), 0)));
    MachineView after = seen(shop, "db");
    assertThat(after.memoryMib()).isEqualTo(2048);
    assertThat(after.config()).containsEntry("memory", "2048").containsEntry("vcpus", "3");
    assertThat(after.config()).containsEntry("cpuunits", "300").containsEntry("cores", "4");
    assertRunsOn(before, shop, "db");

    changed(shop, database(c -> Documents.larger(c, 4096, 4, c.diskGib() + 1, 10)));
    assertThat(seen(shop, "db").memoryMib()).isEqualTo(4096);
    assertRunsOn(before, shop, "db");
    assertThat(engine.configuration(shop.configuration()).held().memoryMib())
        .isEqualTo(512 + 256 + 4096);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  /** As one that was made before machines with data took anything while they run. */
  @Test
  void whatWouldWaitForTheNextStartIsTakenBackAndSaysSo() {
    Order shop = engine.running(shop("waiting"));
    VmRef database = Root.ref(machine(shop, "db"));
    engine.root().stop(database);
    engine
        .root()
        .client()
        .configs()
        .change(database, ConfigChange.deleting("hotplug", "numa", "vcpus"));
    engine.root().start(database);
    MachineView before = seen(shop, "db");

    Problem problem = refused(shop, database(c -> Documents.larger(c, 2048, 1, c.diskGib(), 0)));

    assertThat(problem.name()).isEqualTo("interruption-not-allowed");
    assertThat(problem.detail())
        .contains("keeps memory for the next start")
        .contains("would have to be restarted");
    assertThat(engine.root().client().configs().pending(database)).isEmpty();
    assertThat(seen(shop, "db").memoryMib()).isEqualTo(1024);
    assertRunsOn(before, shop, "db");
    assertThat(engine.configuration(shop.configuration()).held().memoryMib())
        .isEqualTo(512 + 256 + 1024);
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  /** What the hypervisor has given is not had before the guest uses it; it does not come back. */
  @Test
  void memoryThatTheGuestDoesNotUseIsNoSuccessAndStaysTheMachines() {
    Order shop = engine.running(shop("idle"));
    VmRef database = Root.ref(machine(shop, "db"));
    engine.root().client().agent().writeFile(database, "/etc/emulator/most-memory", "1024");

    Problem problem = refused(shop, database(c -> Documents.larger(c, 2048, 2, c.diskGib(), 0)));

    assertThat(problem.detail())
        .contains("was given 2048 MiB and 2 vCPUs")
        .contains("its guest uses 1024 MiB and 2");
    assertThat(seen(shop, "db").memoryMib()).isEqualTo(2048);
    assertThat(seen(shop, "db").config()).containsEntry("vcpus", "1");
    assertThat(engine.configuration(shop.configuration()).held().memoryMib())
        .isEqualTo(512 + 256 + 1024);
    engine.assertLedgerEqualsGrid(); // its allocation tells what is there
    engine.root().client().agent().writeFile(database, "/etc/emulator/most-memory", "");
    changed(shop, database(c -> Documents.larger(c, 2048, 2, c.diskGib(), 0)));
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void moreProcessorsThanThereIsRoomForAreRefused() {
    Order shop = engine.running(shop("crowded"));

    Problem problem = refused(shop, database(c -> Documents.larger(c, 1024, 5, c.diskGib(), 0)));

    assertThat(problem.detail()).contains("more vcpus than maxcpus");
    assertThat(engine.root().client().configs().pending(Root.ref(machine(shop, "db")))).isEmpty();
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void keysOfAServerWithDataChangeAndThoseOfOthersStay() {
    String authorized = "/home/gridwright/.ssh/authorized_keys";
    String first = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFirstFirstFirst ann@laptop";
    String second = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISecondSecondSec bob@desk";
    Order shop = engine.running(shop("keys"));
    VmRef database = Root.ref(machine(shop, "db"));
    MachineView before = seen(shop, "db");
    engine.root().client().agent().writeFile(database, authorized, "ssh-rsa AAAA own\n");

    changed(shop, database(c -> Documents.keyed(c, first)));
    assertThat(engine.root().client().agent().readFile(database, authorized))
        .isEqualTo("ssh-rsa AAAA own\n" + first + "\n");
    assertThat(engine.root().client().configs().get(database).sshKeys().keys())
        .containsExactly(first);

    changed(shop, database(c -> Documents.keyed(c, second)));
    assertThat(engine.root().client().agent().readFile(database, authorized))
        .isEqualTo("ssh-rsa AAAA own\n" + second + "\n");

    changed(shop, database(c -> Documents.keyed(c)));
    assertThat(engine.root().client().agent().readFile(database, authorized))
        .isEqualTo("ssh-rsa AAAA own\n");
    assertThat(engine.root().client().configs().get(database).sshKeys().keys()).isEmpty();
    assertRunsOn(before, shop, "db");
    engine.deleted(shop);
  }

  private static UnaryOperator<Component> database(UnaryOperator<Component> how) {
    return c -> c.kind() == ComponentKind.DATABASE ? how.apply(c) : c;
  }

  private static Problem refused(Order shop, UnaryOperator<Component> how) {
    Order change = engine.sent(engine.acceptedChange(shop, with(shop, how)));
    return engine.awaitEnd(change, OperationState.FAILED).error().orElseThrow();
  }

  private static void changed(Order shop, UnaryOperator<Component> how) {
    engine.awaitEnd(
        engine.sent(engine.acceptedChange(shop, with(shop, how))), OperationState.SUCCEEDED);
    assertThat(engine.violations()).isEmpty();
    engine.assertLedgerEqualsGrid();
  }

  private static ConfigurationDocument with(Order shop, UnaryOperator<Component> how) {
    ConfigurationDocument document = engine.configuration(shop.configuration()).document();
    return document.withComponents(document.components().stream().map(how).toList());
  }

  private static void assertRunsOn(MachineView before, Order shop, String component) {
    MachineView now = seen(shop, component);
    assertThat(now.vmid()).isEqualTo(before.vmid());
    assertThat(now.startedAt()).isEqualTo(before.startedAt());
  }

  /** Its card's line with a rate, which stands before the tag. */
  private static String rated(MachineView machine, String rate) {
    return machine.config().get("net0").replace(",tag=", rate + ",tag=");
  }

  private static String card(Order shop, String component) {
    return seen(shop, component).config().get("net0");
  }

  private static MachineView seen(Order shop, String component) {
    int vmid = machine(shop, component).vmid().value();
    return engine.grid().machines().stream()
        .filter(m -> m.vmid() == vmid)
        .findFirst()
        .orElseThrow();
  }

  private static MachineRow machine(Order shop, String component) {
    return engine.machines(shop.configuration()).stream()
        .filter(m -> m.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static ConfigurationDocument shop(String name) {
    return Documents.of(
        name,
        Documents.balancer("lb", Documents.virtualIp(80, "web")),
        Documents.component("web", ComponentKind.WEB, 256, 1, 10),
        Documents.component("db", ComponentKind.DATABASE, 1024, 1, 20));
  }
}
