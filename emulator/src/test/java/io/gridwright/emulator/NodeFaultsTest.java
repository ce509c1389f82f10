package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The faults of the API notes (section 15) that befall nodes; each test names its number. */
class NodeFaultsTest {
  @TempDir Path data;
  private EmulatedGrid grid;
  private PveClient pve;

  @BeforeEach
  void start() {
    grid = EmulatedGrid.of(data, 3);
    pve = grid.engine;
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  private void hangNextClone() {
    hangNext("POST", "/nodes/*/qemu/*/clone");
  }

  private void hangNext(String method, String path) {
    grid.emulator
        .control()
        .faults()
        .order(
            new FaultMatch(method, path),
            1,
            FaultEffect.HANG_TASK,
            OptionalInt.empty(),
            Duration.ZERO,
            "");
  }

  private String sharedMachine() {
    int vmid = grid.freeVmid();
    assertThat(pve.run("/nodes/pve1/qemu", "vmid", "" + vmid, "scsi0", "backup:1")).isEqualTo("OK");
    return "/nodes/pve1/qemu/" + vmid;
  }

  @Test
  void fault3_aNodeThatIsOffAnswers595ThroughTheOthers() {
    grid.emulator.control().setPower("pve2", NodePower.OFF);

    PveClient.Reply reply = pve.get("/nodes/pve2/status");

    assertThat(reply.status()).isEqualTo(595);
    assertThat(reply.body()).isEmpty();
    assertThat(pve.get("/nodes/pve2/qemu/9102/config?nonsense=1").status()).isEqualTo(595);
    assertThat(pve.get("/cluster/resources").status()).isEqualTo(200);
    assertThatThrownBy(() -> pve.entering(grid.emulator.nodeUrls().get(1)).get("/version"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aCloneThatOnlyTheEmulatorsEndCutShortIsTakenBack() {
    int vmid = grid.freeVmid();
    hangNextClone();
    String upid = PveClient.accepted(pve.post("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid));
    String vm = "/nodes/pve1/qemu/" + vmid;
    await().until(() -> pve.get(vm + "/config").body().contains("\"lock\":\"clone\""));
    grid.close();

    grid = EmulatedGrid.of(data, 3);
    assertThat(grid.engine.ended(upid)).isEqualTo("unexpected status");
    assertThat(grid.engine.get(vm + "/config").status()).isEqualTo(500);
    assertThat(grid.engine.get("/nodes/pve1/storage/local/content").body())
        .doesNotContain("vm-" + vmid);
    String again = "/nodes/pve1/qemu/9101/clone";
    assertThat(grid.engine.run(again, "newid", "" + vmid)).isEqualTo("OK");
  }

  @Test
  void aDestructionThatOnlyTheEmulatorsEndCutShortIsCompleted() {
    String vm = grid.machine(pve, "pve1");
    hangNext("DELETE", "/nodes/*/qemu/*");
    PveClient.accepted(pve.delete(vm));
    await().until(() -> Files.exists(data.resolve("half/" + EmulatedGrid.vmid(vm) + ".json")));
    grid.close();

    grid = EmulatedGrid.of(data, 3);
    assertThat(grid.engine.get(vm + "/config").status()).isEqualTo(500);
    assertThat(grid.engine.get("/nodes/pve1/storage/local/content").body())
        .doesNotContain("vm-" + EmulatedGrid.vmid(vm));
  }

  @Test
  void fault7And12_aNodeThatLostPowerLeavesTheLockAndUnexpectedStatus() {
    int vmid = grid.freeVmid();
    hangNextClone();
    String upid = PveClient.accepted(pve.post("/nodes/pve2/qemu/9102/clone", "newid", "" + vmid));
    String vm = "/nodes/pve2/qemu/" + vmid;
    await().until(() -> pve.get(vm + "/config").body().contains("\"lock\":\"clone\""));
    grid.emulator.control().setPower("pve2", NodePower.OFF);
    grid.emulator.control().setPower("pve2", NodePower.ON);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get("/nodes/pve2/status").status() == 200);
    assertThat(pve.ended(upid)).isEqualTo("unexpected status");
    grid.close();

    grid = EmulatedGrid.of(data, 3);
    assertThat(grid.engine.get(vm + "/config").data().get("lock").asText()).isEqualTo("clone");
    assertThat(grid.engine.ended(grid.engine.delete(vm).text())).isEqualTo("VM is locked (clone)");
  }

  @Test
  void fault39_aReturningNodeStartsItsMachinesOfOnboot() {
    String boots = grid.machine(pve, "pve2", "onboot", "1");
    String stays = grid.machine(pve, "pve2");
    pve.run(boots + "/status/start");
    pve.run(stays + "/status/start");
    grid.emulator.control().setPower("pve2", NodePower.OFF);
    grid.emulator.control().setPower("pve2", NodePower.ON);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get(boots + "/status/current").body().contains("\"running\""));
    assertThat(pve.get(stays + "/status/current").data().get("status").asText())
        .isEqualTo("stopped");
  }

  @Test
  void aPartitionedNodeIsUnreachableAndItsGuestsRunOn() {
    String vm = grid.machine(pve, "pve2");
    pve.run(vm + "/status/start");
    grid.emulator.control().setNetwork("pve2", NodeNetwork.PARTITIONED);

    assertThat(pve.get(vm + "/status/current").status()).isEqualTo(595);
    grid.emulator.control().setNetwork("pve2", NodeNetwork.CONNECTED);

    assertThat(pve.get(vm + "/status/current").data().get("status").asText()).isEqualTo("running");
  }

  @Test
  void haMovesAMachineOnSharedStorageAndLeavesTheOthers() {
    String shared = sharedMachine().replace("pve1", "pve2");
    String id = EmulatedGrid.vmid(shared);
    pve.run("/nodes/pve1/qemu/" + id + "/migrate", "target", "pve2");
    assertThat(pve.post("/cluster/ha/resources", "sid", "vm:" + id, "state", "started").status())
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get(shared + "/status/current").body().contains("\"status\":\"running\""));
    String plain = grid.machine(pve, "pve2");

    grid.emulator.control().setPower("pve2", NodePower.OFF);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                grid.emulator.control().machines().stream()
                    .anyMatch(
                        m ->
                            Integer.toString(m.vmid()).equals(id)
                                && !m.node().equals("pve2")
                                && m.powered()));
    assertThat(pve.get(plain + "/config").status()).isEqualTo(595);
    assertThat(pve.get("/cluster/ha/status/current").body()).contains("service:vm:" + id);
  }
}
