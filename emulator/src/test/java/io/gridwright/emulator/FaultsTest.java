package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The faults of the API notes (section 15), by nature or on order, on nodes that live; each test
 * names its number.
 */
class FaultsTest {
  private static final String CLONE = "/nodes/*/qemu/*/clone";

  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static PveClient pve;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 3);
    pve = grid.engine;
    PveClient.root(grid.emulator).post("/pools", "poolid", "customers");
  }

  @AfterEach
  void forget() {
    grid.emulator.control().faults().clear();
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  private void order(String method, String path, FaultEffect effect, int status, String message) {
    grid.emulator
        .control()
        .faults()
        .order(
            new FaultMatch(method, path),
            1,
            effect,
            status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
            Duration.ZERO,
            message);
  }

  private String clone(int vmid, String... more) {
    String[] pairs = new String[more.length + 2];
    pairs[0] = "newid";
    pairs[1] = Integer.toString(vmid);
    System.arraycopy(more, 0, pairs, 2, more.length);
    return PveClient.accepted(pve.post("/nodes/pve1/qemu/9101/clone", pairs));
  }

  @Test
  void fault1_aSecondOperationOnOneMachineTimesOutAtItsLock() {
    String vm = grid.machine();
    order("POST", vm + "/status/start", FaultEffect.HANG_TASK, 0, "");
    String hanging = PveClient.accepted(pve.post(vm + "/status/start"));

    // Whether the start's worker has come to its lock is not to be seen: a stop before it is fine.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> pve.run(vm + "/status/stop"),
            end -> end.startsWith("can't lock file '") && end.endsWith("' - got timeout"));

    pve.delete("/nodes/pve1/tasks/" + hanging);
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");
  }

  @Test
  void fault4_aCallCanBeCarriedOutAndAnswered596() {
    String vm = grid.machine();
    order("PUT", vm + "/config", FaultEffect.STATUS, 596, "Connection timed out");

    assertThat(pve.put(vm + "/config", "name", "done-all-the-same").status()).isEqualTo(596);
    assertThat(pve.get(vm + "/config").data().get("name").asText()).isEqualTo("done-all-the-same");
  }

  @Test
  void fault6_ofTwoClonesToOneNumberExactlyOneWins() {
    int vmid = grid.freeVmid();
    PveClient.Reply first = pve.post("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid);
    PveClient.Reply second = pve.post("/nodes/pve2/qemu/9102/clone", "newid", "" + vmid);
    List<String> outcomes =
        Stream.of(first, second)
            .map(reply -> reply.status() == 200 ? pve.ended(reply.text()) : reply.message())
            .toList();

    assertThat(outcomes).containsOnlyOnce("OK");
    assertThat(outcomes)
        .anyMatch(
            outcome ->
                outcome.matches(
                    "close \\(rename\\) atomic file '/etc/pve/nodes/pve[12]/qemu-server/"
                        + vmid
                        + ".conf' failed: File exists"));
  }

  @Test
  void fault7_aKilledCloneLeavesItsLockAndItsVolumeAndCannotBeDeleted() {
    int vmid = grid.freeVmid();
    order("POST", CLONE, FaultEffect.FAIL_TASK, 0, "");

    assertThat(pve.ended(clone(vmid))).isEqualTo("unexpected status");

    String vm = "/nodes/pve1/qemu/" + vmid;
    assertThat(pve.get(vm + "/config").data().get("lock").asText()).isEqualTo("clone");
    assertThat(pve.ended(pve.delete(vm).text())).isEqualTo("VM is locked (clone)");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("VM is locked (clone)");
    PveClient root = PveClient.root(grid.emulator);
    assertThat(root.ended(root.delete(vm + "?skiplock=1").text())).isEqualTo("OK");
    assertThat(pve.get("/nodes/pve1/storage/local/content?vmid=" + vmid).data()).isNotEmpty();
  }

  @Test
  void fault7_aCloneThatFailsHalfwayCleansUp() {
    int vmid = grid.freeVmid();
    order("POST", CLONE, FaultEffect.FAIL_TASK, 0, "No space left on device");

    assertThat(pve.ended(clone(vmid))).isEqualTo("clone failed: No space left on device");

    assertThat(pve.get("/nodes/pve1/qemu/" + vmid + "/config").status()).isEqualTo(500);
    assertThat(pve.get("/nodes/pve1/storage/local/content?vmid=" + vmid).data()).isEmpty();
  }

  @Test
  void fault8_aLocalTemplateIsNotClonedToAnotherNode() {
    assertThat(pve.post("/nodes/pve1/qemu/9101/clone", "newid", "300", "target", "pve2").message())
        .isEqualTo("can't clone VM to node 'pve2' (VM uses local storage)");
  }

  @Test
  void fault9_theAgentCanStaySilent() {
    int vmid = grid.freeVmid();
    pve.ended(clone(vmid));
    String vm = "/nodes/pve1/qemu/" + vmid;
    pve.run(vm + "/status/start");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.post(vm + "/agent/ping").status() == 200);
    order("POST", vm + "/agent/**", FaultEffect.REFUSE, 0, "QEMU guest agent is not running");

    assertThat(pve.post(vm + "/agent/ping").message()).isEqualTo("QEMU guest agent is not running");
    assertThat(pve.post(vm + "/agent/ping").status()).isEqualTo(200);
  }

  @Test
  void fault12_aTaskCanDisappear() {
    String upid = PveClient.accepted(pve.post(grid.machine() + "/status/start"));
    pve.ended(upid);
    order("GET", "/nodes/*/tasks/*/status", FaultEffect.REFUSE, 400, "no such task");

    PveClient.Reply reply = pve.get("/nodes/pve1/tasks/" + upid + "/status");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("errors").get("upid").asText()).isEqualTo("no such task");
  }

  @Test
  void fault13_aTaskCanEndWithWarnings() {
    String vm = grid.machine();
    order("DELETE", vm, FaultEffect.FAIL_TASK, 0, "WARNINGS of a disk that stays");

    assertThat(pve.ended(pve.delete(vm).text())).isEqualTo("WARNINGS: 1");
  }

  @Test
  void fault14_aWorkerCanFailToFork() {
    order("POST", CLONE, FaultEffect.REFUSE, 0, "got no worker upid - start worker failed");

    assertThat(pve.post("/nodes/pve1/qemu/9101/clone", "newid", "301").message())
        .isEqualTo("got no worker upid - start worker failed");
    assertThat(pve.get("/nodes/pve1/qemu/301/config").status()).isEqualTo(500);
  }

  @Test
  void fault15_theAnswerOfAnAcceptedWriteCanBeLost() {
    int vmid = grid.freeVmid();
    order("POST", CLONE, FaultEffect.STATUS, 599, "");
    assertThat(pve.post("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid).status()).isEqualTo(599);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get("/nodes/pve1/qemu/" + vmid + "/config").status() == 200);

    String vm = grid.machine();
    order("POST", vm + "/status/start", FaultEffect.DROP_REPLY, 0, "");
    assertThatThrownBy(() -> pve.post(vm + "/status/start"))
        .isInstanceOf(UncheckedIOException.class);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get(vm + "/status/current").body().contains("\"running\""));
    assertThat(pve.run(vm + "/status/start")).endsWith("already running");
  }

  @Test
  void fault21_listsLagBehindAMoveAndTheOldNodeNoLongerKnowsTheMachine() {
    String vm = grid.machine();
    assertThat(pve.run(vm + "/migrate", "target", "pve2")).isEqualTo("OK");

    assertThat(pve.get(vm + "/config").message()).startsWith("Configuration file 'nodes/pve1/");
    assertThat(pve.get(vm.replace("pve1", "pve2") + "/config").status()).isEqualTo(200);
  }

  @Test
  void fault21_aStaleListShowsWhatIsDeletedAndMoved() {
    String deleted = grid.machine();
    String moved = grid.machine();
    order("GET", "/cluster/resources", FaultEffect.STALE, 0, "");
    assertThat(pve.ended(pve.delete(deleted).text())).isEqualTo("OK");
    assertThat(pve.run(moved + "/migrate", "target", "pve2")).isEqualTo("OK");

    String before = pve.get("/cluster/resources?type=vm").body();
    String after = pve.get("/cluster/resources?type=vm").body();

    assertThat(before).contains("\"id\":\"qemu/" + EmulatedGrid.vmid(deleted) + "\"");
    assertThat(nodeOf(before, moved)).isEqualTo("pve1");
    assertThat(after).doesNotContain("\"id\":\"qemu/" + EmulatedGrid.vmid(deleted) + "\"");
    assertThat(nodeOf(after, moved)).isEqualTo("pve2");
    assertThat(pve.get(deleted + "/config").message()).startsWith("Configuration file");
  }

  private static String nodeOf(String rows, String vm) {
    Matcher row =
        Pattern.compile("\\{[^{}]*\"vmid\":" + EmulatedGrid.vmid(vm) + "[,}][^{}]*").matcher(rows);
    Matcher node = Pattern.compile("\"node\":\"(\\w+)\"").matcher(row.find() ? row.group() : "");
    return node.find() ? node.group(1) : "";
  }

  @Test
  void fault29_memoryOfARunningMachineStaysPendingUntilStopAndStart() {
    String vm = grid.running();

    assertThat(pve.put(vm + "/config", "memory", "96").status()).isEqualTo(200);
    assertThat(pve.get(vm + "/status/current").data().get("maxmem").asLong()).isEqualTo(64L << 20);
    pve.run(vm + "/status/stop");
    pve.run(vm + "/status/start");

    assertThat(pve.get(vm + "/status/current").data().get("maxmem").asLong()).isEqualTo(96L << 20);
  }

  @Test
  void fault40_aFailedPoolEntryTakesTheCloneBack() {
    int vmid = grid.freeVmid();
    order(
        "POST",
        CLONE,
        FaultEffect.FAIL_TASK,
        0,
        "cfs-lock 'file-user_cfg' error: got lock request timeout");

    assertThat(pve.ended(clone(vmid, "pool", "customers")))
        .isEqualTo("clone failed: cfs-lock 'file-user_cfg' error: got lock request timeout");
    assertThat(pve.get("/nodes/pve1/qemu/" + vmid + "/config").status()).isEqualTo(500);
  }

  @Test
  void fault40_withATargetTheConfigurationStaysThereWithoutItsDisks() {
    String source = sharedMachine();
    int vmid = grid.freeVmid();
    order(
        "POST",
        CLONE,
        FaultEffect.FAIL_TASK,
        0,
        "cfs-lock 'file-user_cfg' error: got lock request timeout");

    pve.run(
        source + "/clone", "newid", "" + vmid, "full", "1", "target", "pve2", "pool", "customers");

    PveClient.Reply left = pve.get("/nodes/pve2/qemu/" + vmid + "/config");
    assertThat(left.status()).isEqualTo(200);
    assertThat(left.data().has("scsi0")).isFalse();
  }

  private String sharedMachine() {
    int vmid = grid.freeVmid();
    assertThat(pve.run("/nodes/pve1/qemu", "vmid", "" + vmid, "scsi0", "backup:1")).isEqualTo("OK");
    return "/nodes/pve1/qemu/" + vmid;
  }

  @Test
  void fault41_aCreateWhoseStartFailsIsOkAllTheSame() {
    int vmid = grid.freeVmid();
    String upid =
        PveClient.accepted(
            pve.post(
                "/nodes/pve1/qemu",
                "vmid",
                "" + vmid,
                "net0",
                "virtio,bridge=vmbr9",
                "start",
                "1"));

    assertThat(pve.ended(upid)).isEqualTo("OK");
    assertThat(pve.log(upid)).contains("Execute autostart");
    assertThat(
            pve.get("/nodes/pve1/qemu/" + vmid + "/status/current").data().get("status").asText())
        .isEqualTo("stopped");
  }
}
