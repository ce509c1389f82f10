package io.gridwright.activities.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.task.Pause;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fence at the emulator's BMCs, found by the emulator's own list. */
class EmulatedBmcTest {
  private static final RedfishFence.Patience PATIENCE =
      new RedfishFence.Patience(
          Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(10));

  @TempDir private static Path data;
  private static Emulator emulator;

  @BeforeAll
  static void start() {
    emulator = Emulator.start(EmulatorConfiguration.in(data).onPort(0).withNodes(4).withLatency(0));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  private static RedfishFence fence(Map<NodeName, Bmc> bmcs, Trust trust) {
    return new RedfishFence(bmcs, trust, PATIENCE, InstantSource.system(), Pause.ofThread());
  }

  private static Fence fence() {
    return fence(BmcFile.read(emulator.bmcFile()), Trust.system());
  }

  private static NodePower power(String node) {
    return emulator.control().nodes().stream()
        .filter(view -> view.name().equals(node))
        .findFirst()
        .orElseThrow()
        .power();
  }

  @Test
  void provesThatANodeWithoutPowerRunsNothing() {
    emulator.control().setPower("pve1", NodePower.OFF);

    assertThat(fence().prove(new NodeName("pve1"))).isPresent();
  }

  @Test
  void cutsThePowerOfANodeThatStillHasIt() {
    assertThat(fence().prove(new NodeName("pve2"))).isPresent();
    assertThat(power("pve2")).isEqualTo(NodePower.OFF);
  }

  @Test
  void cannotTellOfAPartitionedNode() {
    emulator.control().setNetwork("pve3", NodeNetwork.PARTITIONED);

    assertThat(fence().prove(new NodeName("pve3"))).isEmpty();
    assertThat(power("pve3")).isEqualTo(NodePower.ON);
  }

  /** The node's API serves as a stranger with a certificate: it is asked only where believed. */
  @Test
  void sendsNoPasswordToWhomItDoesNotTrust() {
    URI stranger = emulator.nodeUrls().get(3);
    var bmcs = Map.of(new NodeName("pve4"), new Bmc(stranger, "root", "secret"));

    assertThat(reason(bmcs, Trust.system())).contains("SSLHandshakeException");
    assertThat(reason(bmcs, Trust.fingerprints("00".repeat(32)))).contains("pinned");
    assertThat(reason(bmcs, Trust.authorities(emulator.caFile()))).contains("its BMC answers ");
  }

  private static String reason(Map<NodeName, Bmc> bmcs, Trust trust) {
    RedfishFence fence = fence(bmcs, trust);
    assertThat(fence.prove(new NodeName("pve4"))).isEmpty();
    return fence.latest(new NodeName("pve4")).orElseThrow();
  }
}
