package io.gridwright.proxmox.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.UserId;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/**
 * The suite against a real cluster, where {@code PROXMOX_URL} (several by comma) is set, with
 * {@code PROXMOX_TOKEN_FILE} and {@code PROXMOX_FINGERPRINTS} (by comma) or {@code PROXMOX_CA};
 * further {@code PROXMOX_NODE}, {@code PROXMOX_TEMPLATE}, {@code PROXMOX_STORAGE}, and where they
 * are not the usual ones {@code PROXMOX_BRIDGE}, {@code PROXMOX_FIRST_VMID}, {@code
 * PROXMOX_OTHER_NODE}, {@code PROXMOX_BACKUPS}. It makes and deletes machines: give it numbers, a
 * pool and a storage of its own.
 */
class RealClusterTckTest extends ProxmoxTck {
  private static TckGrid served;

  @BeforeAll
  static void connect() throws IOException {
    if (variable("PROXMOX_URL").isEmpty()) {
      return;
    }
    Credentials.ApiToken token =
        Credentials.ApiToken.parse(Files.readString(Path.of(needed("PROXMOX_TOKEN_FILE"))).strip());
    NodeName node = NodeName.of(needed("PROXMOX_NODE"));
    served =
        new TckGrid(
            client(token),
            client(new Credentials.ApiToken(UserId.parse("nobody@pve!none"), "none")),
            node,
            VmRef.of(node, Vmid.parse(needed("PROXMOX_TEMPLATE"))),
            Optional.empty(),
            StorageId.of(needed("PROXMOX_STORAGE")),
            variable("PROXMOX_BRIDGE").orElse("vmbr0"),
            variable("PROXMOX_FIRST_VMID").map(Vmid::parse).orElse(Vmid.of(990_000)),
            variable("PROXMOX_OTHER_NODE").map(NodeName::of),
            variable("PROXMOX_BACKUPS").map(StorageId::of),
            Duration.ofMinutes(5));
  }

  private static ProxmoxClient client(Credentials credentials) {
    ProxmoxClient.Builder builder = ProxmoxClient.builder().credentials(credentials).trust(trust());
    for (String url : needed("PROXMOX_URL").split(",")) {
      builder.entry(url.strip());
    }
    return builder.build();
  }

  private static Trust trust() {
    return variable("PROXMOX_FINGERPRINTS")
        .map(list -> Trust.fingerprints(list.split(",")))
        .or(() -> variable("PROXMOX_CA").map(file -> Trust.authorities(Path.of(file))))
        .orElseGet(Trust::system);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
  }

  private static String needed(String name) {
    return variable(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not set, but PROXMOX_URL is"));
  }

  @Override
  protected TckGrid grid() {
    assumeTrue(variable("PROXMOX_URL").isPresent(), "no real cluster: PROXMOX_URL is not set");
    return served;
  }
}
