package io.gridwright.proxmox.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.agent.GuestAgent;
import io.gridwright.proxmox.cluster.Nodes;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.error.Missing;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.error.Refusal;
import io.gridwright.proxmox.firewall.FirewallOptions;
import io.gridwright.proxmox.firewall.FirewallRule;
import io.gridwright.proxmox.storage.Volume;
import io.gridwright.proxmox.storage.VolumeKind;
import io.gridwright.proxmox.task.TaskFilter;
import io.gridwright.proxmox.task.TaskResult;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.GibSize;
import io.gridwright.proxmox.value.MacAddress;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.SnapshotName;
import io.gridwright.proxmox.value.Tag;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.Backups;
import io.gridwright.proxmox.vm.Clone;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.DiskDevice;
import io.gridwright.proxmox.vm.IpConfig;
import io.gridwright.proxmox.vm.Migrations;
import io.gridwright.proxmox.vm.NetworkDevice;
import io.gridwright.proxmox.vm.PendingChange;
import io.gridwright.proxmox.vm.Snapshots;
import io.gridwright.proxmox.vm.SshKeys;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.proxmox.vm.VmStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What the client promises, as a suite that any server passes which claims to speak Proxmox VE: an
 * emulator, a fake, a real cluster. A server's test is the method that tells where it is.
 *
 * <p>Each case makes its own machines and deletes them. Nothing waits for a time: tasks are awaited
 * by their end.
 */
public abstract class ProxmoxTck {
  private static final int VMIDS = 100;
  private static final DiskSlot DISK = DiskSlot.of("scsi0");
  private static final Duration SHUTDOWN = Duration.ofSeconds(60);

  private final List<VmRef> made = new ArrayList<>();
  private TckGrid grid;
  private int used;

  /** The server; asked before each case. */
  protected abstract TckGrid grid();

  /** Names of cases that the server does not offer, and why. */
  protected Map<String, String> leftOut() {
    return Map.of();
  }

  @BeforeEach
  void ask(TestInfo test) {
    new LeftOut(leftOut()).check(test);
    grid = grid();
  }

  @AfterEach
  void deleteWhatWasMade() throws InterruptedException {
    for (VmRef vm : made) {
      Optional<VmRef> present = client().vms().locate(vm.vmid());
      if (present.isPresent()) {
        await(client().power().stop(present.get()));
        await(client().vms().delete(present.get()));
      }
    }
  }

  private ProxmoxClient client() {
    return grid.client();
  }

  private TaskResult await(Upid task) throws InterruptedException {
    return client().watcher().await(task, grid.patience());
  }

  private ProxmoxException.TaskFailed failureOf(Upid task) {
    return catchThrowableOfType(ProxmoxException.TaskFailed.class, () -> await(task));
  }

  private VmRef newRef() {
    VmRef vm =
        IntStream.range(used, VMIDS)
            .peek(number -> used = number + 1)
            .mapToObj(number -> Vmid.of(grid.firstVmid().number() + number))
            .filter(vmid -> client().cluster().isFree(vmid))
            .findFirst()
            .map(vmid -> VmRef.of(grid.node(), vmid))
            .orElseThrow();
    made.add(vm);
    return vm;
  }

  /** A stopped machine with a small disk and a network card. */
  private VmRef machine(String name) throws InterruptedException {
    VmRef vm = newRef();
    VmSettings settings =
        VmSettings.none()
            .name(name)
            .memory(MemoryMib.of(64))
            .cores(1)
            .scsiController("virtio-scsi-single")
            .disk(DISK, DiskDevice.allocate(grid.storage(), GibSize.of(1)))
            .net(0, NetworkDevice.virtio(grid.bridge()));
    await(client().vms().create(vm, settings));
    return vm;
  }

  private VmRef running(VmRef vm) throws InterruptedException {
    await(client().power().start(vm));
    assertThat(client().vms().status(vm).running()).isTrue();
    return vm;
  }

  // ---- the cluster ----

  @Test
  void tellsItsVersion() {
    assertThat(client().cluster().version().major()).isBetween(8, 99);
  }

  @Test
  void refusesAStranger() {
    assertThatThrownBy(() -> grid.stranger().cluster().version())
        .isInstanceOf(ProxmoxException.Unauthenticated.class);
  }

  @Test
  void listsItsNodes() {
    assertThat(client().nodes().list()).extracting(Nodes.NodeRow::node).contains(grid.node());
    assertThat(client().cluster().resources(Resource.Kind.NODE))
        .extracting(Resource::node)
        .contains(grid.node());
    assertThat(client().nodes().status(grid.node()).memoryTotal()).isPresent();
  }

  @Test
  void saysThatItIsQuorate() {
    assertThat(client().ha().status().quorate()).isTrue();
    assertThat(client().cluster().status().members())
        .anyMatch(member -> member.node().equals(grid.node()) && member.online());
  }

  @Test
  void listsStoragesAndBridges() {
    assertThat(client().storage().list(grid.node(), VolumeKind.IMAGES))
        .anyMatch(storage -> storage.storage().equals(grid.storage()) && storage.active());
    assertThat(client().storage().status(grid.node(), grid.storage()).total())
        .isGreaterThan(Bytes.ZERO);
    assertThat(client().nodes().network(grid.node()))
        .anyMatch(network -> network.name().equals(grid.bridge()));
  }

  @Test
  void tellsTheCallersRights() {
    assertThat(client().access().permissions().holds("/", "Sys.Audit")).isTrue();
  }

  @Test
  void refusesAnUnknownParameterByItsName() {
    Call call =
        Call.put("/nodes/{}/qemu/{}/config", grid.node(), grid.template().vmid())
            .with("nonsense", 1);

    ProxmoxException.ParameterInvalid refused =
        catchThrowableOfType(
            ProxmoxException.ParameterInvalid.class, () -> client().api().send(call));

    assertThat(refused.errors()).containsOnlyKeys("nonsense");
    assertThat(refused.status()).hasValue(400);
  }

  @Test
  void groupsMachinesIntoPools() throws InterruptedException {
    PoolId pool = PoolId.of("tck-" + grid.firstVmid());
    VmRef vm = machine("tck-pooled");
    client().pools().create(pool, "made by the suite");
    try {
      client().pools().add(pool, List.of(vm.vmid()));
      assertThat(client().pools().get(pool).members())
          .extracting(Resource.Guest::vmid)
          .containsExactly(vm.vmid());
      assertThatThrownBy(() -> client().pools().create(pool, ""))
          .isInstanceOf(ProxmoxException.AlreadyExists.class);
      client().pools().remove(pool, List.of(vm.vmid()));
    } finally {
      client().pools().delete(pool);
    }
    assertThat(client().pools().list()).doesNotContain(pool);
  }

  // ---- machines ----

  @Test
  void makesAMachineAndDeletesIt() throws InterruptedException {
    VmRef vm = machine("tck-made");

    VmConfig config = client().configs().get(vm);
    assertThat(config.name()).contains("tck-made");
    assertThat(config.memory()).isEqualTo(MemoryMib.of(64));
    assertThat(config.networks().get(0).mac()).isPresent();
    assertThat(config.disks().get(DISK).size()).contains(Bytes.gib(1));
    assertThat(client().vms().status(vm).running()).isFalse();
    assertThat(client().cluster().find(vm.vmid())).isPresent();

    await(client().vms().delete(vm));

    assertThat(client().vms().find(vm)).isEmpty();
    assertThat(client().configs().find(vm)).isEmpty();
    assertThat(client().cluster().isFree(vm.vmid())).isTrue();
    assertThat(client().storage().contentOf(grid.node(), grid.storage(), vm.vmid())).isEmpty();
  }

  @Test
  void saysThatAMachineIsNotThere() {
    VmRef absent = newRef();

    assertThatThrownBy(() -> client().vms().status(absent))
        .isInstanceOfSatisfying(
            ProxmoxException.NotFound.class,
            missing -> assertThat(missing.missing()).isEqualTo(Missing.VM));
    assertThatThrownBy(() -> client().vms().delete(absent))
        .isInstanceOf(ProxmoxException.NotFound.class);
  }

  @Test
  void failsToStartAMachineThatIsNotThere() {
    assertThat(failureOf(client().power().start(newRef())).missing()).isEqualTo(Missing.VM);
  }

  @Test
  void refusesANumberThatIsTaken() {
    VmRef taken = VmRef.of(grid.node(), grid.template().vmid());

    assertThatThrownBy(() -> client().vms().create(taken, VmSettings.none()))
        .isInstanceOf(ProxmoxException.AlreadyExists.class);
    assertThat(client().cluster().isFree(taken.vmid())).isFalse();
  }

  @Test
  void clonesATemplateUnderANameAndAMark() throws InterruptedException {
    VmRef copy = newRef();

    Upid task =
        client()
            .vms()
            .clone(
                grid.template(),
                Clone.full(copy.vmid())
                    .named("tck-copy")
                    .describedAs("mark=42")
                    .storedOn(grid.storage()));

    assertThat(task.id()).isEqualTo(grid.template().vmid().toString());
    await(task);
    VmConfig config = client().configs().get(copy);
    assertThat(config.name()).contains("tck-copy");
    assertThat(config.description()).isEqualTo("mark=42");
    assertThat(config.lock()).isEmpty();
    assertThat(config.template()).isFalse();
    assertThat(config.disks().get(DISK).volume().orElseThrow().storage()).isEqualTo(grid.storage());
  }

  @Test
  void clonesATemplateByALink() throws InterruptedException {
    VmRef copy = newRef();

    await(client().vms().clone(grid.template(), Clone.linked(copy.vmid()).named("tck-linked")));

    assertThat(client().configs().get(copy).disks()).containsKey(DISK);
  }

  @Test
  void givesANumberToOneOfTwoClonesOnly() {
    VmRef copy = newRef();
    List<CompletableFuture<Boolean>> clones =
        IntStream.range(0, 2)
            .mapToObj(number -> CompletableFuture.supplyAsync(() -> cloned(copy)))
            .toList();

    assertThat(clones.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
  }

  private boolean cloned(VmRef copy) {
    try {
      return await(client().vms().clone(grid.template(), Clone.full(copy.vmid()))).succeeded();
    } catch (ProxmoxException.AlreadyExists | ProxmoxException.LockTimeout lost) {
      return false;
    } catch (ProxmoxException.TaskFailed lost) {
      assertThat(lost.refusal()).isIn(Refusal.ALREADY_EXISTS, Refusal.LOCK_TIMEOUT);
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusesToDeleteARunningMachine() throws InterruptedException {
    VmRef vm = running(machine("tck-busy"));

    assertThatThrownBy(() -> client().vms().delete(vm))
        .isInstanceOf(ProxmoxException.WrongPowerState.class);
  }

  @Test
  void refusesToDeleteAProtectedMachine() throws InterruptedException {
    VmRef vm = machine("tck-protected");
    client().configs().change(vm, ConfigChange.to(VmSettings.none().protection(true)));

    assertThatThrownBy(() -> client().vms().delete(vm)).hasMessageContaining("protection");

    client().configs().change(vm, ConfigChange.to(VmSettings.none().protection(false)));
  }

  // ---- configurations ----

  @Test
  void changesAConfigurationAsLongAsNobodyElseDid() throws InterruptedException {
    VmRef vm = machine("tck-digest");
    VmConfig read = client().configs().get(vm);
    ConfigChange change =
        ConfigChange.to(
                VmSettings.none().description("first").tags(List.of(Tag.of("web"), Tag.of("prod"))))
            .ifStill(read.digest().orElseThrow());

    client().configs().change(vm, change);

    assertThat(client().configs().get(vm).description()).isEqualTo("first");
    assertThat(client().configs().get(vm).tags()).contains(Tag.of("prod"), Tag.of("web"));
    assertThatThrownBy(() -> client().configs().change(vm, change))
        .isInstanceOf(ProxmoxException.ConfigChanged.class);
  }

  @Test
  void foldsTagsToLowerCase() throws InterruptedException {
    VmRef vm = machine("tck-tags");

    client()
        .configs()
        .change(vm, ConfigChange.to(VmSettings.none().tags(List.of(Tag.of("Web"), Tag.of("a1")))));

    assertThat(client().configs().get(vm).tags()).containsExactly(Tag.of("a1"), Tag.of("web"));
  }

  @Test
  void refusesToRemoveAnUnknownKey() throws InterruptedException {
    VmRef vm = machine("tck-unknown-key");

    assertThatThrownBy(() -> client().configs().change(vm, ConfigChange.deleting("foo")))
        .isInstanceOf(ProxmoxException.ParameterInvalid.class);
  }

  @Test
  void removesAKey() throws InterruptedException {
    VmRef vm = machine("tck-delete");
    client().configs().change(vm, ConfigChange.to(VmSettings.none().description("gone soon")));

    client().configs().change(vm, ConfigChange.deleting("description"));

    assertThat(client().configs().get(vm).description()).isEmpty();
  }

  @Test
  void keepsMemoryOfARunningMachineForItsNextStart() throws InterruptedException {
    VmRef vm = running(machine("tck-pending"));

    client()
        .configs()
        .change(vm, ConfigChange.to(VmSettings.none().memory(MemoryMib.of(96)).description("now")));

    assertThat(client().configs().pending(vm))
        .extracting(PendingChange::key)
        .containsExactly("memory");
    assertThat(client().configs().current(vm).memory()).isEqualTo(MemoryMib.of(64));
    assertThat(client().configs().get(vm).memory()).isEqualTo(MemoryMib.of(96));

    client().configs().revert(vm, List.of("memory"));

    assertThat(client().configs().pending(vm)).isEmpty();
  }

  /** PVE-D1: the refused change must not stay behind for the next start. */
  @Test
  void withdrawsAChangeThatTheRunningMachineRefuses() throws InterruptedException {
    VmRef vm = running(machine("tck-hotplug"));

    ProxmoxException.HotplugRefused refused =
        catchThrowableOfType(
            ProxmoxException.HotplugRefused.class,
            () ->
                client()
                    .configs()
                    .change(
                        vm,
                        ConfigChange.to(VmSettings.none().net(1, NetworkDevice.virtio("vmbr77")))));

    assertThat(refused.undone()).isTrue();
    assertThat(refused.keys()).containsExactly("net1");
    assertThat(client().configs().pending(vm)).isEmpty();
    assertThat(client().configs().get(vm).networks()).containsOnlyKeys(0);
  }

  @Test
  void keepsTheMacOfANetworkCardThatIsRewired() throws InterruptedException {
    VmRef vm = machine("tck-rewired");
    MacAddress mac = client().configs().get(vm).networks().get(0).mac().orElseThrow();

    client().configs().changeNetwork(vm, 0, card -> card.vlan(42).link(false));

    NetworkDevice card = client().configs().get(vm).networks().get(0);
    assertThat(card.mac().orElseThrow().sameAs(mac)).isTrue();
    assertThat(card.vlanTag()).contains(42);
    assertThat(card.linkDown()).isTrue();
  }

  @Test
  void handsKeysAndAddressesToCloudInit() throws InterruptedException {
    VmRef vm = machine("tck-cloud-init");
    SshKeys keys =
        new SshKeys(
            List.of(
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"
                    + " ops+a@b"));

    client()
        .configs()
        .change(
            vm,
            ConfigChange.to(
                VmSettings.none()
                    .disk(DiskSlot.of("ide2"), DiskDevice.cloudInit(grid.storage()))
                    .ipConfig(0, IpConfig.v4("10.0.0.5/24", "10.0.0.1"))
                    .cloudInitUser("ops")
                    .sshKeys(keys)));

    VmConfig config = client().configs().get(vm);
    assertThat(config.sshKeys()).isEqualTo(keys);
    assertThat(config.ipConfig(0).flatMap(IpConfig::cidr)).contains("10.0.0.5/24");
    assertThat(config.disks().get(DiskSlot.of("ide2")).isCloudInit()).isTrue();
  }

  @Test
  void growsADiskAndNeverShrinksIt() throws InterruptedException {
    VmRef vm = machine("tck-grown");

    await(client().configs().resize(vm, DISK, Bytes.gib(2)));
    await(client().configs().resize(vm, DISK, Bytes.gib(2)));

    assertThat(client().configs().get(vm).disks().get(DISK).size()).contains(Bytes.gib(2));
    assertThat(failureOf(client().configs().resize(vm, DISK, Bytes.gib(1))).exitStatus())
        .contains("shrinking");
  }

  // ---- power ----

  @Test
  void startsAndStops() throws InterruptedException {
    VmRef vm = running(machine("tck-power"));

    assertThat(failureOf(client().power().start(vm)).refusal())
        .isEqualTo(Refusal.WRONG_POWER_STATE);

    await(client().power().stop(vm));
    VmStatus stopped = client().vms().status(vm);
    assertThat(stopped.running()).isFalse();
    assertThat(stopped.uptime()).isZero();
    assertThat(await(client().power().stop(vm))).isEqualTo(new TaskResult.Ok());
  }

  @Test
  void haltsAndResumes() throws InterruptedException {
    VmRef vm = running(machine("tck-paused"));

    await(client().power().suspend(vm));
    assertThat(client().vms().status(vm).paused()).isTrue();

    await(client().power().resume(vm));
    assertThat(client().vms().status(vm).paused()).isFalse();
  }

  @Test
  void refusesToRebootAStoppedMachine() throws InterruptedException {
    VmRef vm = machine("tck-off");

    assertThatThrownBy(() -> client().power().reboot(vm, SHUTDOWN))
        .isInstanceOf(ProxmoxException.WrongPowerState.class);
  }

  @Test
  void shutsDownAGuestThatObeys() throws InterruptedException {
    VmRef vm = withAgent("tck-shutdown");

    await(client().power().shutdownOrStop(vm, SHUTDOWN));

    assertThat(client().vms().status(vm).running()).isFalse();
  }

  // ---- the guest ----

  @Test
  void saysThatTheAgentOfAStoppedMachineIsSilent() throws InterruptedException {
    VmRef vm = machine("tck-silent");

    assertThat(client().agent().answers(vm)).isFalse();
    assertThatThrownBy(() -> client().agent().interfaces(vm))
        .isInstanceOfAny(
            ProxmoxException.AgentNotRunning.class, ProxmoxException.WrongPowerState.class);
  }

  @Test
  void writesAFileInTheGuestAndReadsIt() throws InterruptedException {
    VmRef vm = withAgent("tck-file");

    client().agent().writeFile(vm, "/tmp/tck.txt", "grüße\n");

    assertThat(client().agent().readFile(vm, "/tmp/tck.txt")).isEqualTo("grüße\n");
  }

  @Test
  void runsAProgramInTheGuest() throws InterruptedException {
    VmRef vm = withAgent("tck-exec");

    GuestAgent.Execution execution =
        client().agent().run(vm, List.of("hostname"), grid.patience(), client().pause());

    assertThat(execution.succeeded()).isTrue();
    assertThat(execution.output()).isNotBlank();
  }

  @Test
  void tellsTheAddressesThatTheGuestHas() throws InterruptedException {
    VmRef vm = withAgent("tck-addresses");

    assertThat(client().agent().interfaces(vm))
        .extracting(GuestAgent.Interface::name)
        .contains("lo");
  }

  /** A running clone of the template whose agent answers. */
  private VmRef withAgent(String name) throws InterruptedException {
    if (grid.guest().isPresent()) {
      return grid.guest().get();
    }
    VmRef vm = newRef();
    await(
        client()
            .vms()
            .clone(grid.template(), Clone.full(vm.vmid()).named(name).storedOn(grid.storage())));
    client().configs().change(vm, ConfigChange.to(VmSettings.none().agent(true)));
    running(vm);
    assertThat(client().agent().awaitAnswer(vm, grid.patience(), client().pause())).isTrue();
    return vm;
  }

  // ---- snapshots, backups, migration ----

  @Test
  void takesAMachineBackToASnapshot() throws InterruptedException {
    VmRef vm = machine("tck-snapshot");
    SnapshotName name = SnapshotName.of("before");

    await(client().snapshots().create(vm, name, "as it was", false));
    client().configs().change(vm, ConfigChange.to(VmSettings.none().name("tck-changed")));
    assertThat(client().snapshots().list(vm))
        .extracting(Snapshots.Snapshot::name)
        .containsExactly(name);

    await(client().snapshots().rollback(vm, name));
    assertThat(client().configs().get(vm).name()).contains("tck-snapshot");

    assertThat(failureOf(client().snapshots().create(vm, name, "", false)).refusal())
        .isEqualTo(Refusal.ALREADY_EXISTS);
    await(client().snapshots().delete(vm, name));
    assertThat(client().snapshots().list(vm)).isEmpty();
  }

  @Test
  void makesAMachineOfABackup() throws InterruptedException {
    assumeTrue(grid.backups().isPresent(), "the server has no storage for backups");
    VmRef vm = machine("tck-backup");

    Upid task =
        client()
            .backups()
            .create(vm, grid.backups().get(), Backups.Mode.SNAPSHOT, "mark=43")
            .orElseThrow();
    await(task);
    Volume archive =
        client().storage().contentOf(grid.node(), grid.backups().get(), vm.vmid()).stream()
            .filter(volume -> volume.kind().equals("backup"))
            .findFirst()
            .orElseThrow();
    VmRef restored = newRef();
    await(
        client()
            .backups()
            .restore(restored, archive.id(), grid.storage(), true, VmSettings.none()));

    assertThat(archive.notes()).contains("mark=43");
    assertThat(client().configs().get(restored).name()).contains("tck-backup");
    await(client().storage().delete(grid.node(), archive.id()).orElseThrow());
    assertThat(client().storage().content(grid.node(), grid.backups().get(), VolumeKind.BACKUP))
        .extracting(Volume::id)
        .doesNotContain(archive.id());
  }

  @Test
  void movesAMachineToAnotherNode() throws InterruptedException {
    assumeTrue(grid.otherNode().isPresent(), "the server has one node only");
    VmRef vm = machine("tck-moved");
    Migrations.Preconditions preconditions = client().migrations().preconditions(vm);

    assertThat(preconditions.allowed()).contains(grid.otherNode().get());
    await(client().migrations().migrate(vm, grid.otherNode().get(), false, Optional.empty()));

    assertThat(client().vms().locate(vm.vmid()))
        .contains(VmRef.of(grid.otherNode().get(), vm.vmid()));
    assertThat(client().vms().find(vm)).isEmpty();
  }

  // ---- the firewall ----

  @Test
  void letsThroughWhatTheRulesSay() throws InterruptedException {
    VmRef vm = machine("tck-firewall");
    FirewallRule web = FirewallRule.acceptTcp("10.0.0.0/24", "80,443").commented("web");
    FirewallRule ssh = FirewallRule.acceptTcp("10.0.0.9", "22").commented("ssh");

    client().firewall().setOptions(vm, FirewallOptions.defaultDrop());
    client().firewall().insert(vm, web);
    client().firewall().insert(vm, ssh);

    FirewallOptions options = client().firewall().options(vm);
    assertThat(options.enabled()).isTrue();
    assertThat(options.policyIn()).isEqualTo(FirewallRule.Action.DROP);
    List<FirewallRule> rules = client().firewall().rules(vm);
    assertThat(rules).hasSize(2);
    assertThat(rules.get(0).sameAs(ssh)).isTrue();
    assertThat(rules.get(1).sameAs(web)).isTrue();

    client().firewall().delete(vm, rules.get(0));
    assertThat(client().firewall().rules(vm)).hasSize(1);
    assertThatThrownBy(() -> client().firewall().delete(vm, rules.get(0)))
        .isInstanceOf(ProxmoxException.ConfigChanged.class);
  }

  @Test
  void keepsTheAddressesThatACardMayUse() throws InterruptedException {
    VmRef vm = machine("tck-ipset");

    client().firewall().createSet(vm, "ipfilter-net0");
    client().firewall().addAddress(vm, "ipfilter-net0", "10.0.0.5");

    assertThat(client().firewall().sets(vm)).containsExactly("ipfilter-net0");
    assertThat(client().firewall().addresses(vm, "ipfilter-net0")).containsExactly("10.0.0.5");
    client().firewall().removeAddress(vm, "ipfilter-net0", "10.0.0.5");
    assertThat(client().firewall().addresses(vm, "ipfilter-net0")).isEmpty();
    client().firewall().deleteSet(vm, "ipfilter-net0");
    assertThat(client().firewall().sets(vm)).isEmpty();
  }

  // ---- tasks ----

  @Test
  void keepsStatusAndLogOfATask() throws InterruptedException {
    VmRef vm = machine("tck-task");
    Upid task = client().power().start(vm);
    await(task);

    assertThat(client().tasks().status(task).result()).contains(new TaskResult.Ok());
    assertThat(client().tasks().log(task)).last().isEqualTo("TASK OK");
    assertThat(client().tasks().list(grid.node(), TaskFilter.all().ofVm(vm.vmid())))
        .extracting(TaskRow::upid)
        .contains(task);
    client().tasks().stop(task);
  }

  @Test
  void doesNotKnowATaskThatNeverWas() {
    Upid never =
        Upid.parse("UPID:" + grid.node() + ":00000001:00000002:6921B0C4:qmstart:100:root@pam:");

    assertThatThrownBy(() -> client().tasks().status(never))
        .isInstanceOfSatisfying(
            ProxmoxException.NotFound.class,
            missing -> assertThat(missing.missing()).isEqualTo(Missing.TASK));
  }
}
