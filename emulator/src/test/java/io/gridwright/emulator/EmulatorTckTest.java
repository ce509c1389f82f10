package io.gridwright.emulator;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.tck.ProxmoxTck;
import io.gridwright.proxmox.tck.TckGrid;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The client's contract against the emulator: the same suite as a real cluster passes. */
class EmulatorTckTest extends ProxmoxTck {
  @TempDir static Path data;

  private static Emulator emulator;
  private static TckGrid served;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.start(EmulatorConfiguration.in(data).onPort(0).withNodes(2).withLatency(0));
    NodeName node = NodeName.of("pve1");
    String token = Files.readString(emulator.proxmoxTokenFile()).strip();
    served =
        new TckGrid(
            client(token),
            client("root@pam!nobody=00000000-0000-0000-0000-000000000000"),
            node,
            VmRef.of(node, Vmid.of(9101)),
            Optional.empty(),
            StorageId.of("local"),
            "vmbr0",
            Vmid.of(5000),
            Optional.of(NodeName.of("pve2")),
            Optional.of(StorageId.of("backup")),
            Duration.ofSeconds(60));
  }

  private static ProxmoxClient client(String token) {
    ProxmoxClient.Builder builder =
        ProxmoxClient.builder()
            .pause(EmulatedGrid.HURRY)
            .credentials(Credentials.ApiToken.parse(token))
            .trust(Trust.authorities(emulator.caFile()));
    emulator.nodeUrls().stream().map(URI::toString).forEach(builder::entry);
    return builder.build();
  }

  @AfterAll
  static void stop() {
    served.client().close();
    served.stranger().close();
    emulator.close();
  }

  @Override
  protected TckGrid grid() {
    return served;
  }
}
