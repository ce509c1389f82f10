package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the real 9.2 server was seen to wait for and refuse locks; each test names the observation.
 */
class ObservedLockTest {
  private static final String CLONE = "/nodes/*/qemu/*/clone";
  private static final Duration FOR_EVER = Duration.ZERO;
  private static final Duration A_MOMENT = Duration.ofMillis(800);

  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static PveClient pve;
  private static PveClient root;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 2);
    pve = grid.engine;
    root = PveClient.root(grid.emulator);
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  private static void order(String path, FaultEffect effect, Duration delay, String message) {
    grid.emulator
        .control()
        .faults()
        .order(new FaultMatch("POST", path), 1, effect, OptionalInt.empty(), delay, message);
  }

  /** A clone that stands still half-way; its new machine is there. */
  private static String standingClone(String source, int vmid, Duration delay) {
    order(CLONE, FaultEffect.HANG_TASK, delay, "");
    String upid = PveClient.accepted(pve.post(source + "/clone", "newid", "" + vmid, "full", "1"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> root.get(vm(vmid) + "/config").status() == 200);
    return upid;
  }

  private static String vm(int vmid) {
    return "/nodes/pve1/qemu/" + vmid;
  }

  private static String timeout(int vmid) {
    return "can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout";
  }

  @Test
  void pveD3_aStartDuringTheCloneStartsTheMachineWhenTheCloneHasEnded() {
    int vmid = grid.freeVmid();
    String clone = standingClone("/nodes/pve1/qemu/9101", vmid, A_MOMENT);

    assertThat(pve.run(vm(vmid) + "/status/start")).isEqualTo("OK");

    assertThat(pve.ended(clone)).isEqualTo("OK");
    assertThat(pve.get(vm(vmid) + "/status/current").data().get("status").asText())
        .isEqualTo("running");
  }

  @Test
  void pveD8_stoppingACloneAnswersWhenItsWorkerIsGoneAndItsTracesToo() {
    int vmid = grid.freeVmid();
    String clone = standingClone("/nodes/pve1/qemu/9101", vmid, FOR_EVER);

    assertThat(pve.delete("/nodes/pve1/tasks/" + clone).status()).isEqualTo(200);

    JsonNode task = pve.task(clone);
    assertThat(task.get("status").asText()).isEqualTo("stopped");
    assertThat(task.get("exitstatus").asText())
        .startsWith("clone failed: copy failed: command '")
        .endsWith("' failed: interrupted by signal");
    assertThat(pve.get(vm(vmid) + "/config").status()).isEqualTo(500);
    assertThat(pve.get("/nodes/pve1/storage/local/content?vmid=" + vmid).data()).isEmpty();
    assertThat(pve.delete("/nodes/pve1/tasks/" + clone).data().isNull()).isTrue();
  }

  @Test
  void pveD24_unlinkLooksAtTheLockBeforeAnyTask() {
    String vm = grid.machine("scsi1", "local:1");
    root.put(vm + "/config", "lock", "backup", "skiplock", "1");

    assertThat(pve.put(vm + "/unlink", "idlist", "scsi1").message())
        .isEqualTo("VM is locked (backup)");
  }

  @Test
  void pveD25_aRunningMachineUnderBackupIsPausedButNotPoweredDown() {
    String vm = grid.running();
    root.put(vm + "/config", "lock", "backup", "skiplock", "1");

    assertThat(pve.run(vm + "/status/suspend")).isEqualTo("OK");
    assertThat(pve.run(vm + "/status/resume")).isEqualTo("OK");
    for (String refused : List.of("stop", "shutdown", "reset", "reboot")) {
      assertThat(pve.run(vm + "/status/" + refused)).as(refused).isEqualTo("VM is locked (backup)");
    }
  }

  @Test
  void pveD25_onAStoppedMachineNoLockHindersStopAndShutdown() {
    String vm = grid.machine();
    root.put(vm + "/config", "lock", "snapshot", "skiplock", "1");

    assertThat(pve.run(vm + "/status/stop")).isEqualTo("OK");
    assertThat(pve.run(vm + "/status/shutdown")).isEqualTo("OK");
    for (String refused : List.of("reboot", "suspend")) {
      assertThat(pve.post(vm + "/status/" + refused).message())
          .isEqualTo("VM " + EmulatedGrid.vmid(vm) + " not running");
    }
    assertThat(pve.run(vm + "/status/start")).isEqualTo("VM is locked (snapshot)");
  }

  @Test
  void pveD27_parallelClonesToOneNumberNeverFailAtOnceWithTheLocksTimeout() {
    int vmid = grid.freeVmid();
    order(CLONE, FaultEffect.HANG_TASK, FOR_EVER, "");
    List<CompletableFuture<PveClient.Reply>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> pve.post("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid)));
    }
    List<PveClient.Reply> replies = calls.stream().map(CompletableFuture::join).toList();

    assertThat(replies.stream().filter(reply -> reply.status() != 200))
        .allSatisfy(
            reply ->
                assertThat(reply.message())
                    .isEqualTo("unable to create VM " + vmid + ": config file already exists"));
    List<String> tasks =
        replies.stream().filter(r -> r.status() == 200).map(PveClient.Reply::text).toList();
    tasks.stream()
        .filter(upid -> !pve.task(upid).get("status").asText().equals("running"))
        .forEach(upid -> assertThat(pve.ended(upid)).contains("got timeout"));
    tasks.forEach(upid -> pve.delete("/nodes/pve1/tasks/" + upid));
  }

  @Test
  void pveD44_aChangeOfTheStoppedSourceWaitsForItsClone() {
    String source = grid.machine();
    int vmid = grid.freeVmid();
    String clone = standingClone(source, vmid, A_MOMENT);

    assertThat(pve.put(source + "/config", "memory", "96").status()).isEqualTo(200);

    assertThat(pve.task(clone).get("exitstatus").asText()).isEqualTo("OK");
  }

  @Test
  void pveD46_theCleanUpAfterAShutdownHoldsTheLockOfTheMachineThatRunsAgain() {
    String vm = grid.running();
    assertThat(pve.run(vm + "/status/shutdown")).isEqualTo("OK");
    order(vm + "/status/start", FaultEffect.HOLD_LOCK, Duration.ofSeconds(4), "");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");

    int vmid = Integer.parseInt(EmulatedGrid.vmid(vm));
    assertThat(pve.run(vm + "/status/stop")).isEqualTo(timeout(vmid));
    assertThat(pve.get(vm + "/status/current").data().get("status").asText()).isEqualTo("running");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.run(vm + "/snapshot", "snapname", "one").equals("OK"));
  }

  @Test
  void pveD52_duringACloneTheNewMachineTakesTasksThatMeetItsLock() {
    int vmid = grid.freeVmid();
    String clone = standingClone("/nodes/pve1/qemu/9101", vmid, FOR_EVER);
    String vm = vm(vmid);
    List<String> tasks =
        List.of(
            PveClient.accepted(pve.delete(vm)),
            PveClient.accepted(pve.put(vm + "/resize", "disk", "scsi0", "size", "+1G")),
            PveClient.accepted(pve.post(vm + "/snapshot", "snapname", "one")),
            PveClient.accepted(pve.post(vm + "/status/stop")));

    assertThat(pve.post(vm + "/template").message()).isEqualTo("VM is locked (clone)");
    assertThat(pve.post(vm + "/config", "memory", "64").message())
        .isEqualTo("VM is locked (clone)");
    assertThat(pve.post(vm + "/clone", "newid", "" + grid.freeVmid(), "full", "1").message())
        .isEqualTo("VM is locked (clone)");
    assertThat(pve.put(vm + "/unlink", "idlist", "scsi0").message())
        .isEqualTo("VM is locked (clone)");
    assertThat(pve.get(vm + "/migrate").message()).isEqualTo("VM is locked (clone)");
    assertThat(pve.post("/nodes/pve1/qemu", "vmid", "" + vmid).message())
        .isEqualTo("unable to create VM " + vmid + " - " + timeout(vmid));
    assertThat(tasks).allSatisfy(upid -> assertThat(pve.ended(upid)).isEqualTo(timeout(vmid)));

    pve.delete("/nodes/pve1/tasks/" + clone);
    assertThat(pve.get(vm + "/config").status()).isEqualTo(500);
    assertThat(pve.get("/nodes/pve1/storage/local/content?vmid=" + vmid).data()).isEmpty();
  }
}
