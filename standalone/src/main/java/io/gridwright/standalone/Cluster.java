package io.gridwright.standalone;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.standalone.hypervisor.Hypervisor;
import java.util.TreeSet;

/** Opens the client of the Proxmox VE API for an instance's hypervisor. */
final class Cluster {

  static ProxmoxClient connect(Hypervisor hypervisor) {
    var builder =
        ProxmoxClient.builder()
            .credentials(Credentials.ApiToken.parse(DataDirectory.read(hypervisor.tokenFile())))
            .trust(trustOf(hypervisor));
    hypervisor.entries().forEach(entry -> builder.entry(entry.toString()));
    return builder.build();
  }

  private static Trust trustOf(Hypervisor hypervisor) {
    if (!hypervisor.fingerprints().isEmpty()) {
      return new Trust.Fingerprints(new TreeSet<>(hypervisor.fingerprints()));
    }
    return hypervisor.authority().map(Trust::authorities).orElseGet(Trust::system);
  }

  private Cluster() {}
}
