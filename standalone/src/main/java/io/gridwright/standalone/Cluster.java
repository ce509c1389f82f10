package io.gridwright.standalone;

import io.gridwright.activities.fence.Bmc;
import io.gridwright.activities.fence.BmcFile;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.fence.Fences;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.standalone.hypervisor.Hypervisor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Opens the client of the Proxmox VE API for an instance's hypervisor, and names its fences. */
final class Cluster {

  static ProxmoxClient connect(Hypervisor hypervisor) {
    var builder =
        ProxmoxClient.builder()
            .credentials(Credentials.ApiToken.parse(DataDirectory.read(hypervisor.tokenFile())))
            .trust(trust(hypervisor.authority(), hypervisor.fingerprints()));
    hypervisor.entries().forEach(entry -> builder.entry(entry.toString()));
    return builder.build();
  }

  /** Who proves that a lost node runs nothing. */
  static List<Fence> fences(
      Hypervisor hypervisor,
      io.gridwright.activities.hypervisor.Hypervisor cluster,
      InstantSource clock) {
    try {
      return Fences.of(
          hypervisor
              .bmcs()
              .<Map<NodeName, Bmc>>map(list -> BmcFile.read(list.file()))
              .orElse(Map.of()),
          hypervisor
              .bmcs()
              .map(list -> trust(list.authority(), list.fingerprints()))
              .orElseGet(Trust::system),
          cluster,
          clock);
    } catch (IllegalArgumentException unusable) {
      throw new StartUpException("GRIDWRIGHT_BMC_FILE: " + unusable.getMessage(), unusable);
    }
  }

  private static Trust trust(Optional<Path> authority, List<String> fingerprints) {
    if (!fingerprints.isEmpty()) {
      return new Trust.Fingerprints(new TreeSet<>(fingerprints));
    }
    return authority.map(Trust::authorities).orElseGet(Trust::system);
  }

  private Cluster() {}
}
