package io.gridwright.activities.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster's word, with a sentinel as deploy/README.md has operators make them. */
class SentinelTest {
  private static final NodeName NODE = new NodeName("pve2");
  private static final int SENTINEL = 902;

  @TempDir private Path data;
  private Emulator emulator;
  private ProxmoxClient client;
  private Hypervisor hypervisor;
  private Fence fence;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.start(EmulatorConfiguration.in(data).onPort(0).withNodes(4).withLatency(0));
    var builder =
        ProxmoxClient.builder()
            .credentials(
                Credentials.ApiToken.parse(Files.readString(emulator.proxmoxTokenFile()).strip()))
            .trust(Trust.authorities(emulator.caFile()));
    emulator.nodeUrls().forEach(url -> builder.entry(url.toString()));
    client = builder.build();
    hypervisor = new Hypervisor(client, InstantSource.system());
    fence = new ClusterFence(hypervisor, InstantSource.system());
  }

  @AfterEach
  void stop() {
    hypervisor.close();
    client.close();
    emulator.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private void make() {
    client
        .api()
        .send(
            Call.post("/nodes/{}/qemu", NODE.value())
                .with("vmid", SENTINEL)
                .with("name", "sentinel-pve2")
                .with("memory", 16));
    await().until(() -> sentinel().isPresent());
  }

  private void keep() {
    client
        .api()
        .send(
            Call.post("/cluster/ha/rules")
                .with("rule", "sentinel-pve2")
                .with("type", "node-affinity")
                .with("resources", "vm:" + SENTINEL)
                .with("nodes", NODE.value())
                .with("strict", 1));
    client
        .api()
        .send(
            Call.post("/cluster/ha/resources")
                .with("sid", "vm:" + SENTINEL)
                .with("state", "started"));
  }

  private Optional<MachineView> sentinel() {
    return emulator.control().machines().stream()
        .filter(machine -> machine.vmid() == SENTINEL)
        .findFirst();
  }

  private void awaitWatch() {
    await()
        .until(
            () ->
                client.ha().status().localManagers().stream()
                    .anyMatch(l -> l.node().text().equals(NODE.value()) && l.active()));
  }

  @Test
  void provesTheLossOfANodeWhoseSentinelWasKept() {
    make();
    keep();
    awaitWatch();
    assertThat(fence.prove(NODE)).isEmpty();

    emulator.control().setPower(NODE.value(), NodePower.OFF);

    assertThat(fence.prove(NODE)).as("not yet fenced").isEmpty();
    FenceProof proof = await().until(() -> fence.prove(NODE), Optional::isPresent).orElseThrow();
    assertThat(proof.kind()).isEqualTo("cluster");
    assertThat(fence.prove(NODE)).as("stays proved").isPresent();
    assertThat(sentinel().orElseThrow().node()).isEqualTo(NODE.value());

    emulator.control().setPower(NODE.value(), NodePower.ON);

    await().until(() -> fence.prove(NODE).isEmpty());
    await().until(() -> sentinel().orElseThrow().powered());
  }

  @Test
  void provesThatAPartitionedNodeWasResetByItsWatchdog() {
    make();
    keep();
    await().until(() -> sentinel().orElseThrow().powered());
    awaitWatch();

    emulator.control().setNetwork(NODE.value(), NodeNetwork.PARTITIONED);
    await().until(() -> fence.prove(NODE).isPresent());

    assertThat(sentinel().orElseThrow().powered()).isFalse();
  }

  @Test
  void provesNothingBySomethingThatIsKeptOnlySinceTheLoss() {
    make();
    emulator.control().setNetwork(NODE.value(), NodeNetwork.PARTITIONED);
    await()
        .until(
            () ->
                client.cluster().status().members().stream()
                    .noneMatch(m -> m.node().text().equals(NODE.value()) && m.online()));

    keep();
    await()
        .until(
            () ->
                client.ha().status().services().stream()
                    .anyMatch(service -> service.fencingProved()));

    assertThat(fence.prove(NODE)).isEmpty();
  }
}
