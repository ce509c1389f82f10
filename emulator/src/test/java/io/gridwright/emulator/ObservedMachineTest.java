package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.grid.NodePower;
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

/** What the real 9.2 server was seen to do with machines; each test names the observation. */
class ObservedMachineTest {
  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static PveClient pve;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 3);
    pve = grid.engine;
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  @Test
  void pveD1_aRefusedHotplugStaysPendingUntilItIsReverted() {
    String vm = grid.running();

    PveClient.Reply refused =
        pve.put(vm + "/config", "net1", "virtio,bridge=vmbr77", "memory", "96");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get("net1").asText()).startsWith("hotplug problem - ");
    assertThat(pve.get(vm + "/config").data().has("net1")).isTrue();
    assertThat(pendingKeys(vm)).containsExactlyInAnyOrder("net1", "memory");
    assertThat(pve.put(vm + "/config", "revert", "net1").status()).isEqualTo(200);
    assertThat(pendingKeys(vm)).containsExactly("memory");
  }

  @Test
  void pveD1_whatStayedPendingBecomesTheConfigurationAtTheNextStop() {
    String vm = grid.running();
    pve.put(vm + "/config", "net1", "virtio,bridge=vmbr77");

    pve.run(vm + "/status/stop");

    assertThat(pve.run(vm + "/status/start")).isEqualTo("bridge 'vmbr77' does not exist");
  }

  @Test
  void pveD1_aGuestThatStandsStillCostsSixSecondsAndLeavesTheNewMacPending() {
    String vm = grid.running();
    String before = pve.get(vm + "/config").data().get("net0").asText();
    pve.run(vm + "/status/suspend");

    PveClient.Reply refused =
        pve.put(vm + "/config", "net0", "virtio=BC:24:11:00:00:77,bridge=vmbr0");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("errors").get("net0").asText())
        .isEqualTo(
            "hotplug problem - error on hot-unplugging device 'net0' - still busy in guest?\n");
    assertThat(pendingKeys(vm)).containsExactly("net0");
    assertThat(pve.get(vm + "/config?current=1").data().get("net0").asText()).isEqualTo(before);
  }

  /** Not observed, since no guest could run there: as Proxmox VE's source has it. */
  @Test
  void memoryAndProcessorsArePluggedInWhereHotplugSaysSo() {
    String vm = grid.running();
    pve.run(vm + "/status/stop");
    pve.put(vm + "/config", "hotplug", "network,disk,usb,memory,cpu", "memory", "1024");
    pve.put(vm + "/config", "cores", "4", "vcpus", "1");
    assertThat(pve.run(vm + "/status/start"))
        .isEqualTo("NUMA needs to be enabled for memory hotplug");
    pve.put(vm + "/config", "numa", "1", "memory", "512");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("minimum memory must be 1024MB");
    pve.put(vm + "/config", "memory", "1024");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");

    assertThat(pve.put(vm + "/config", "memory", "2000", "vcpus", "3").status()).isEqualTo(200);

    assertThat(pendingKeys(vm)).isEmpty();
    JsonNode status = pve.get(vm + "/status/current").data();
    assertThat(status.get("maxmem").asLong() >> 20).isEqualTo(2048); // whole modules
    assertThat(status.get("cpus").asInt()).isEqualTo(3);
    assertThat(pve.get(vm + "/config").data().get("memory").asText()).isEqualTo("2048");
    assertThat(hotplugProblem(vm, "vcpus", "5")).contains("you can't add more vcpus than maxcpus");
    pve.put(vm + "/config", "revert", "vcpus");
    assertThat(pve.put(vm + "/config", "vcpus", "2").status()).isEqualTo(200);
    assertThat(hotplugProblem(vm, "memory", "1024")).contains("error unplug memory module");
    assertThat(pendingKeys(vm)).containsExactly("memory");
    pve.put(vm + "/config", "revert", "memory");
    assertThat(pve.put(vm + "/config", "cores", "2").status()).isEqualTo(200);
    assertThat(pendingKeys(vm)).containsExactly("cores");
  }

  private static String hotplugProblem(String vm, String key, String value) {
    PveClient.Reply refused = pve.put(vm + "/config", key, value);
    assertThat(refused.status()).isEqualTo(400);
    return refused.json().get("errors").get(key).asText();
  }

  private static List<String> pendingKeys(String vm) {
    List<String> keys = new ArrayList<>();
    pve.get(vm + "/pending")
        .data()
        .forEach(
            row -> {
              if (row.has("pending")) {
                keys.add(row.get("key").asText());
              }
            });
    return keys;
  }

  @Test
  void pveD2_aRefusalWithWideCharactersArrivesAsABrokenPipe() {
    PveClient.Reply reply =
        pve.post("/nodes/pve1/qemu", "vmid", "" + grid.freeVmid(), "scsi0", "日本:1");

    assertThat(reply.status()).isEqualTo(596);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void pveD2_theAgentsTypographicQuotesDoTheSame() {
    String vm = guest();

    PveClient.Reply reply = pve.post(vm + "/agent/exec", "command", "nonesuch");

    assertThat(reply.status()).isEqualTo(596);
    assertThat(reply.raw().headers().firstValue("content-length")).isEmpty();
    assertThat(pve.post(vm + "/agent/ping").status()).isEqualTo(200);
  }

  /** A machine in which something boots. */
  private static String guest() {
    int vmid = grid.freeVmid();
    assertThat(pve.run("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid)).isEqualTo("OK");
    String vm = "/nodes/pve1/qemu/" + vmid;
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.post(vm + "/agent/ping").status() == 200);
    return vm;
  }

  @Test
  void pveD30_theEndOfAProgramIsToldOnce() {
    String vm = guest();
    int pid = pve.post(vm + "/agent/exec", "command", "true").data().get("pid").asInt();
    JsonNode exited =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> pve.get(vm + "/agent/exec-status?pid=" + pid).data(),
                answer -> answer.get("exited").asInt() == 1);

    assertThat(exited.get("out-truncated").asInt()).isZero();
    assertThat(exited.get("err-truncated").asInt()).isZero();
    assertThat(pve.get(vm + "/agent/exec-status?pid=" + pid).message())
        .isEqualTo("Agent error: PID ld does not exist");
  }

  @Test
  void pveD3_aStartDuringTheCloneWaitsForItsFileLock() {
    int vmid = grid.freeVmid();
    hangNext("/nodes/*/qemu/*/clone");
    String clone = PveClient.accepted(pve.post("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid));
    String vm = "/nodes/pve1/qemu/" + vmid;
    awaitLocked(vm);

    assertThat(pve.put(vm + "/config", "memory", "64").message()).isEqualTo("VM is locked (clone)");
    assertThat(pve.run(vm + "/status/start"))
        .isEqualTo("can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout");

    pve.delete("/nodes/pve1/tasks/" + clone);
    assertThat(pve.ended(clone)).startsWith("clone failed: ");
  }

  private static void hangNext(String path) {
    grid.emulator
        .control()
        .faults()
        .order(
            new FaultMatch("POST", path),
            1,
            FaultEffect.HANG_TASK,
            OptionalInt.empty(),
            Duration.ZERO,
            "");
  }

  private static void awaitLocked(String vm) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get(vm + "/config").body().contains("\"lock\":\"clone\""));
  }

  @Test
  void pveD4_withoutQuorumTheResizeFailsInItsTaskAndHasGrownTheImage(@TempDir Path other) {
    try (EmulatedGrid lone = EmulatedGrid.of(other, 3)) {
      String vm = lone.machine();
      loseQuorum(lone);

      String upid =
          PveClient.accepted(lone.engine.put(vm + "/resize", "disk", "scsi0", "size", "+1G"));

      assertThat(lone.engine.ended(upid)).contains("conf.tmp.").endsWith("Permission denied");
      assertThat(lone.engine.get(vm + "/config").data().get("scsi0").asText()).endsWith("size=1G");
      assertThat(
              lone.engine
                  .get("/nodes/pve1/storage/local/content?vmid=" + EmulatedGrid.vmid(vm))
                  .data()
                  .get(0)
                  .get("size")
                  .asLong())
          .isEqualTo(2L << 30);
      assertThat(lone.engine.ended(lone.engine.delete(vm).text())).endsWith("Permission denied");
      assertThat(lone.engine.run(vm + "/snapshot", "snapname", "one"))
          .endsWith("Permission denied");
      assertThat(lone.engine.run(vm + "/config", "memory", "128")).endsWith("Permission denied");
      assertThat(lone.engine.post(vm + "/status/start").message())
          .isEqualTo("cluster not ready - no quorum?");
      assertThat(lone.engine.put(vm + "/config", "memory", "128").message())
          .startsWith("unable to open file '/etc/pve/nodes/pve1/qemu-server/");
      assertThat(lone.engine.post("/pools", "poolid", "p").message())
          .isEqualTo("create pool failed: cfs-lock 'file-user_cfg' error: no quorum!");
      assertThat(lone.engine.get(vm + "/migrate").status()).isEqualTo(500);
    }
  }

  private static void loseQuorum(EmulatedGrid lone) {
    lone.emulator.control().setPower("pve2", NodePower.OFF);
    lone.emulator.control().setPower("pve3", NodePower.OFF);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !lone.emulator.control().nodes().get(0).quorate());
  }

  @Test
  void pveD5_everyOtherNodeIsListedAsNotAllowedToo() {
    JsonNode answer = pve.get(grid.machine() + "/migrate").data();

    assertThat(answer.get("allowed_nodes")).hasSize(2);
    assertThat(answer.get("not_allowed_nodes").get("pve2")).isEmpty();
    assertThat(answer.get("not_allowed_nodes").has("pve3")).isTrue();
  }

  @Test
  void pveD7_aMissingBridgeNamesItselfOnlyForVirtio() {
    String virtio = grid.machine("net1", "virtio,bridge=vmbr9");
    String other = grid.machine("net1", "e1000,bridge=vmbr9");

    assertThat(pve.run(virtio + "/status/start")).isEqualTo("bridge 'vmbr9' does not exist");
    String upid = PveClient.accepted(pve.post(other + "/status/start"));
    assertThat(pve.ended(upid)).isEqualTo("start failed: QEMU exited with code 1");
    assertThat(pve.log(upid)).contains("bridge 'vmbr9' does not exist");
  }

  @Test
  void pveD10_aTrailingNewlineOfAKeyIsFine() {
    String key = "ssh-ed25519%20" + "A".repeat(68) + "%0A";

    assertThat(pve.put(grid.machine() + "/config", "sshkeys", key).status()).isEqualTo(200);
  }

  @Test
  void pveD10_anInvalidKeyInTheRightEncodingIsRefused() {
    PveClient.Reply reply =
        pve.put(grid.machine() + "/config", "sshkeys", "ssh-ed25519%20nonsense");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.message()).isEqualTo("SSH public key validation error");
  }

  @Test
  void pveD20_anyTextThatIsNotTheDigestIsAMismatch() {
    assertThat(pve.put(grid.machine() + "/config", "memory", "80", "digest", "zz").message())
        .isEqualTo("checksum mismatch (file change by other user?)");
  }

  @Test
  void pveD20_theMismatchOfAResizeIsItsTasksError() {
    String upid =
        PveClient.accepted(
            pve.put(grid.machine() + "/resize", "disk", "scsi0", "size", "+1G", "digest", "zz"));

    assertThat(pve.ended(upid)).isEqualTo("checksum mismatch (file change by other user?)");
  }

  @Test
  void pveD23_theStartAfterARebootBelongsToRoot() {
    String vm = grid.running();

    assertThat(pve.run(vm + "/status/reboot")).isEqualTo("OK");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> pve.get(vm + "/status/current").body().contains("\"status\":\"running\""));
    JsonNode newest =
        pve.get("/nodes/pve1/tasks?source=all&typefilter=qmstart&vmid=" + EmulatedGrid.vmid(vm))
            .data()
            .get(0);
    assertThat(newest.get("user").asText()).isEqualTo("root@pam");
  }

  @Test
  void pveD25_underBackupStopIsRefusedAndStartResumes() {
    String vm = grid.running();
    PveClient root = PveClient.root(grid.emulator);
    root.put(vm + "/config", "lock", "backup", "skiplock", "1");

    assertThat(pve.run(vm + "/status/stop")).isEqualTo("VM is locked (backup)");
    assertThat(pve.run(vm + "/status/reboot")).isEqualTo("VM is locked (backup)");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");
    assertThat(root.put(vm + "/config", "delete", "lock", "skiplock", "1").status()).isEqualTo(200);
  }

  @Test
  void pveD26_aTokenCannotUnlock() {
    String vm = grid.machine();

    assertThat(pve.put(vm + "/config", "delete", "lock").message())
        .isEqualTo("only root can set 'lock' config");
    assertThat(pve.delete(vm + "?skiplock=1").json().get("errors").get("skiplock").asText())
        .isEqualTo("Only root may use this option.");
  }

  @Test
  void pveD29_theAgentIsRefusedInTheOrderOfTheServer() {
    assertThat(pve.post(grid.machine() + "/agent/ping").message())
        .isEqualTo("No QEMU guest agent configured");
    String off = grid.machine("agent", "1");
    assertThat(pve.post(off + "/agent/ping").message())
        .isEqualTo("VM " + EmulatedGrid.vmid(off) + " is not running");
    assertThat(pve.post(grid.running("agent", "0") + "/agent/ping").message())
        .isEqualTo("QEMU guest agent is not running");
  }

  @Test
  void pveD31_aMachineWithoutDisksBootsFromABlank() {
    int vmid = grid.freeVmid();
    pve.run("/nodes/pve1/qemu", "vmid", "" + vmid);

    assertThat(pve.get("/nodes/pve1/qemu/" + vmid + "/config").data().get("boot").asText())
        .isEqualTo(" ");
  }

  @Test
  void pveD31_aCloneInheritsThePasswordForCloudInit() {
    String vm = grid.machine("cipassword", "secret", "protection", "0");
    int vmid = grid.freeVmid();
    pve.run(vm + "/clone", "newid", "" + vmid, "full", "1");

    JsonNode copy = pve.get("/nodes/pve1/qemu/" + vmid + "/config").data();
    assertThat(copy.get("cipassword").asText()).isEqualTo("**********");
    assertThat(copy.get("protection").asInt()).isZero();
  }

  @Test
  void pveD31_aCloneInheritsTheMetaOfItsTemplate() {
    int vmid = grid.freeVmid();
    pve.run("/nodes/pve1/qemu/9101/clone", "newid", "" + vmid);

    JsonNode copy = pve.get("/nodes/pve1/qemu/" + vmid + "/config").data();
    assertThat(copy.get("meta"))
        .isEqualTo(pve.get("/nodes/pve1/qemu/9101/config").data().get("meta"));
    assertThat(copy.get("ide2").asText()).endsWith("size=4M");
    assertThat(copy.get("name").asText()).isEqualTo("Copy-of-VM-image-debian-12-nginx-v1");
  }

  @Test
  void pveD33_theParentOfALinkedCloneIsARelativeFile() {
    int vmid = grid.freeVmid();
    pve.run("/nodes/pve1/qemu/9001/clone", "newid", "" + vmid, "full", "0");

    List<String> parents = new ArrayList<>();
    pve.get("/nodes/pve1/storage/local/content?vmid=" + vmid)
        .data()
        .forEach(row -> parents.add(row.get("parent").asText()));
    assertThat(parents).contains("../9001/base-9001-disk-0.qcow2", "null");
    assertThat(pve.post("/nodes/pve1/qemu/" + vmid + "/migrate", "target", "pve2").status())
        .isEqualTo(200);
  }

  @Test
  void pveD34_deletingAnImageThatIsNotThereIsFine() {
    String upid = pve.delete("/nodes/pve1/storage/local/content/777/vm-777-disk-0.qcow2").text();

    assertThat(pve.ended(upid)).isEqualTo("OK");
  }

  @Test
  void pveD37_rulesAreStoredForAMachineThatDoesNotExist() {
    assertThat(pve.get("/nodes/pve1/qemu/4711/firewall/rules").data()).isEmpty();
    assertThat(pve.get("/nodes/pve1/qemu/4711").status()).isEqualTo(200);
  }

  @Test
  void pveD40_aBackupOfANumberThatIsNowhereIsATaskThatFails() {
    String upid =
        PveClient.accepted(pve.post("/nodes/pve1/vzdump", "vmid", "4712", "storage", "backup"));

    assertThat(pve.ended(upid)).isEqualTo("job errors");
  }

  @Test
  void pveD41_aHookScriptThatIsNotThereIsMissedBeforeTheRight() {
    assertThat(
            pve.put(grid.machine() + "/config", "hookscript", "local:snippets/a.pl")
                .json()
                .get("errors")
                .get("hookscript")
                .asText())
        .isEqualTo("script 'local:snippets/a.pl' does not exist");
  }

  @Test
  void pveD47_aMachineThatIsNoTemplateDoesNotSaySo() {
    assertThat(pve.get(grid.machine() + "/status/current").data().has("template")).isFalse();
    assertThat(pve.get("/cluster/nextid").data().isTextual()).isTrue();
  }

  @Test
  void pveD48_aDescriptionLosesItsTrailingBlanks() {
    String vm = grid.machine("description", "  two\nlines \n\n");

    assertThat(pve.get(vm + "/config").data().get("description").asText())
        .isEqualTo("  two\nlines");
    pve.put(vm + "/config", "description", "", "tags", "");
    assertThat(pve.get(vm + "/config").data().has("description")).isFalse();
    assertThat(pve.get(vm + "/config").data().get("tags").asText()).isEqualTo(" ");
  }

  @Test
  void pveD53_createTakesABalloonAboveMemoryAndPutDoesNot() {
    String vm = grid.machine("balloon", "128");

    assertThat(pve.put(vm + "/config", "balloon", "256").message())
        .startsWith("balloon value too large");
  }

  @Test
  void pveD55_aNewRuleGoesToTheTop() {
    String rules = grid.machine() + "/firewall/rules";
    pve.post(rules, "type", "in", "action", "ACCEPT", "comment", "first");
    pve.post(rules, "type", "in", "action", "DROP", "comment", "second", "pos", "5");

    assertThat(pve.get(rules).data().get(0).get("comment").asText()).isEqualTo("second");
    assertThat(pve.get(rules + "/0").data().get("pos").isTextual()).isTrue();
  }

  @Test
  void ofFourCreatesOfOneNumberThreeAreRefusedAtOnce() {
    int vmid = grid.freeVmid();
    List<CompletableFuture<PveClient.Reply>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(
          CompletableFuture.supplyAsync(() -> pve.post("/nodes/pve1/qemu", "vmid", "" + vmid)));
    }
    assertThat(calls.stream().map(CompletableFuture::join).map(PveClient.Reply::status))
        .containsExactlyInAnyOrder(200, 500, 500, 500);
  }
}
