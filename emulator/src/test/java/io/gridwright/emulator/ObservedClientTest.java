package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.task.TaskFilter;
import io.gridwright.proxmox.task.TaskResult;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.Clone;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.NetworkDevice;
import io.gridwright.proxmox.vm.PendingChange;
import io.gridwright.proxmox.vm.VmSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client survives what bites most on the real server: the observations D1 to D6, D11, D12, D18,
 * D21 and D22, and undoes the half-done effect behind a refusal (D1, D4). The plain text of D14 is
 * met by its WireTest, since no call of its own provokes it.
 */
class ObservedClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final NodeName NODE = NodeName.of("pve1");
  private static final VmRef TEMPLATE = VmRef.of(NODE, Vmid.of(9101));
  private static final DiskSlot DISK = DiskSlot.of("scsi0");

  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static ProxmoxClient client;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 3);
    client = client(PveClient.read(grid.emulator.proxmoxTokenFile()));
  }

  private static ProxmoxClient client(String token) {
    ProxmoxClient.Builder builder =
        ProxmoxClient.builder()
            .pause(EmulatedGrid.HURRY)
            .credentials(Credentials.ApiToken.parse(token))
            .trust(Trust.authorities(grid.emulator.caFile()));
    grid.emulator.nodeUrls().stream().map(URI::toString).forEach(builder::entry);
    return builder.build();
  }

  @AfterAll
  static void stop() {
    client.close();
    grid.close();
  }

  private static VmRef ref(String vm) {
    return VmRef.of(NODE, Vmid.of(Integer.parseInt(EmulatedGrid.vmid(vm))));
  }

  private TaskResult done(Upid upid) throws InterruptedException {
    return client.watcher().await(upid, LIMIT);
  }

  private ProxmoxException.TaskFailed failureOf(Upid upid) {
    return catchThrowableOfType(
        ProxmoxException.TaskFailed.class, () -> client.watcher().await(upid, LIMIT));
  }

  private void order(String path, FaultEffect effect) {
    grid.emulator
        .control()
        .faults()
        .order(new FaultMatch("POST", path), 1, effect, OptionalInt.empty(), Duration.ZERO, "");
  }

  @Test
  void pveD1_whatARunningMachineRefusedDoesNotBreakItsNextStart() throws InterruptedException {
    VmRef vm = ref(grid.running());

    ProxmoxException.HotplugRefused refused =
        catchThrowableOfType(
            ProxmoxException.HotplugRefused.class,
            () ->
                client
                    .configs()
                    .change(
                        vm,
                        ConfigChange.to(
                            VmSettings.none()
                                .memory(MemoryMib.of(96))
                                .net(1, NetworkDevice.virtio("vmbr77")))));

    assertThat(refused.undone()).isTrue();
    assertThat(client.configs().pending(vm)).extracting(PendingChange::key).isEmpty();
    done(client.power().stop(vm));
    assertThat(done(client.power().start(vm))).isEqualTo(new TaskResult.Ok());
  }

  @Test
  void pveD2_aRefusalThatArrivesAsABrokenPipeIsADoubtAndNotTheEnd() throws InterruptedException {
    VmRef vm = VmRef.of(NODE, Vmid.of(grid.freeVmid()));
    done(client.vms().clone(TEMPLATE, Clone.full(vm.vmid())));
    done(client.power().start(vm));
    await().atMost(LIMIT).until(() -> client.agent().answers(vm));

    ProxmoxException lost =
        catchThrowableOfType(
            ProxmoxException.AnswerLost.class, () -> client.agent().exec(vm, List.of("nonesuch")));

    assertThat(lost.effectInDoubt()).isTrue();
    assertThat(client.agent().answers(vm)).isTrue();
  }

  @Test
  void pveD3_aStartThatMetTheLockOfTheCloneMayBeRepeated() throws InterruptedException {
    order("/nodes/*/qemu/*/clone", FaultEffect.HANG_TASK);
    VmRef vm = VmRef.of(NODE, Vmid.of(grid.freeVmid()));
    Upid clone = client.vms().clone(TEMPLATE, Clone.full(vm.vmid()));
    await().atMost(LIMIT).until(() -> client.configs().find(vm).isPresent());

    ProxmoxException.TaskFailed failure = failureOf(client.power().start(vm));

    assertThat(failure.refusal()).isEqualTo(Refusal.LOCK_TIMEOUT);
    assertThat(failure.mayPass()).isTrue();
    client.tasks().stop(clone);
    assertThat(client.configs().find(vm)).isEmpty();
  }

  @Test
  void pveD4_theDiskThatGrewThoughItsResizeFailedIsToldTruly() throws InterruptedException {
    VmRef vm = ref(grid.machine());
    grid.emulator.control().setPower("pve2", NodePower.OFF);
    grid.emulator.control().setPower("pve3", NodePower.OFF);
    await().atMost(LIMIT).until(() -> !grid.emulator.control().nodes().get(0).quorate());

    ProxmoxException.TaskFailed failure =
        failureOf(client.configs().resize(vm, DISK, Bytes.gib(3)));

    assertThat(failure.refusal()).isEqualTo(Refusal.NO_QUORUM);
    assertThat(failure.effectInDoubt()).isTrue();
    assertThat(client.configs().get(vm).disks().get(DISK).size()).contains(Bytes.gib(1));

    grid.emulator.control().setPower("pve2", NodePower.ON);
    await().atMost(LIMIT).until(() -> grid.emulator.control().nodes().get(0).quorate());
    done(client.configs().resize(vm, DISK, Bytes.gib(3)));
    client.configs().agreeWithImage(vm, DISK, Bytes.gib(3));
    revive("pve3");

    assertThat(client.configs().get(vm).disks().get(DISK).size()).contains(Bytes.gib(3));
  }

  @Test
  void pveD5_onlyTheAllowedNodesOfAMigrationAreBelieved() {
    VmRef vm = ref(grid.machine());

    assertThat(client.migrations().preconditions(vm).allowed())
        .containsExactlyInAnyOrder(NodeName.of("pve2"), NodeName.of("pve3"));
  }

  @Test
  void pveD6_aRightThatReadsZeroIsHeld() {
    PveClient root = PveClient.root(grid.emulator);
    String vm = grid.machine();
    root.post("/pools", "poolid", "d6", "comment", "one");
    root.put("/pools", "poolid", "d6", "vms", EmulatedGrid.vmid(vm));
    String token = token("d6@pve", "/pool/d6", "PVEVMAdmin");

    try (ProxmoxClient narrow = client(token)) {
      assertThat(
              narrow.access().permissions().holds("/vms/" + EmulatedGrid.vmid(vm), "VM.PowerMgmt"))
          .isTrue();
    }
  }

  /** A user with a role at a path, and a token with the same rights. */
  private String token(String user, String path, String role) {
    PveClient root = PveClient.root(grid.emulator);
    root.post("/access/users", "userid", user);
    String secret =
        root.post("/access/users/" + user + "/token/t1", "privsep", "0")
            .data()
            .get("value")
            .asText();
    root.put("/access/acl", "path", path, "roles", role, "users", user);
    return user + "!t1=" + secret;
  }

  @Test
  void pveD11_answersWithoutBodyAndLengthSpeakByTheirReason() {
    grid.emulator.control().setPower("pve3", NodePower.OFF);

    ProxmoxException.NodeUnreachable off =
        catchThrowableOfType(
            ProxmoxException.NodeUnreachable.class,
            () -> client.nodes().status(NodeName.of("pve3")));
    assertThat(off.failure().reason()).contains("No route to host");
    try (ProxmoxClient stranger = client("root@pam!nobody=00000000-0000-0000-0000-000000000000")) {
      assertThat(
              catchThrowableOfType(
                      ProxmoxException.Unauthenticated.class, () -> stranger.cluster().version())
                  .failure()
                  .reason())
          .contains("Authentication failed!");
    }
    revive("pve3");
  }

  private static void revive(String node) {
    grid.emulator.control().setPower(node, NodePower.ON);
    await()
        .atMost(LIMIT)
        .until(() -> grid.engine.get("/nodes/" + node + "/status").status() == 200);
  }

  @Test
  void pveD12_twoConnectionHeadersMisleadNobodyThroughMoreThanAHundredAnswers() {
    VmRef vm = ref(grid.machine());

    for (int i = 0; i < 150; i++) {
      assertThat(client.vms().status(vm).running()).isFalse();
    }
  }

  @Test
  void pveD18_aMissingRightWithoutAPathIsStillADenial() {
    try (ProxmoxClient narrow = client(token("d18@pve", "/vms/9101", "PVEVMAdmin"))) {
      ProxmoxException.Forbidden denied =
          catchThrowableOfType(
              ProxmoxException.Forbidden.class,
              () -> narrow.vms().clone(TEMPLATE, Clone.full(Vmid.of(grid.freeVmid()))));

      assertThat(denied.failure().message()).isEqualTo("Permission check failed");
    }
  }

  @Test
  void pveD21_rowsOfRunningAndFinishedTasksTellTheSameUser() throws InterruptedException {
    String vm = grid.machine();
    order(vm + "/status/start", FaultEffect.HANG_TASK);
    Upid hanging = client.power().start(ref(vm));

    assertThat(client.tasks().list(NODE, TaskFilter.all()))
        .filteredOn(row -> row.upid().equals(hanging))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.running()).isTrue();
              assertThat(row.user()).isEqualTo(client.tasks().status(hanging).user());
            });
    client.tasks().stop(hanging);
    assertThat(client.tasks().list(NODE, TaskFilter.all()))
        .filteredOn(row -> row.upid().equals(hanging))
        .singleElement()
        .satisfies(row -> assertThat(row.user()).isEqualTo(hanging.user()));
  }

  @Test
  void pveD22_theLogOfAnUnknownTaskIsNoFailure() {
    Upid unknown = Upid.parse("UPID:pve1:00000001:00000002:6921B0C4:qmstart:100:root@pam:");

    assertThat(client.tasks().log(unknown))
        .containsExactly("unable to open file - No such file or directory");
  }
}
