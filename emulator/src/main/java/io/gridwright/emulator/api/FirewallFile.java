package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Firewall;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.work.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A machine's firewall as one file: with one digest for all of it, and writable with quorum only.
 */
final class FirewallFile {
  private final Cluster cluster;

  FirewallFile(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Nobody looks whether the machine exists (PVE-D37). */
  Firewall of(Call call) {
    return cluster.grid().machine(call.vmid()).map(Machine::firewall).orElse(Firewall.NONE);
  }

  static String digest(Firewall firewall) {
    String text = firewall.toString();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  void update(Call call, UnaryOperator<Firewall> change) {
    if (!Quorum.present(cluster, call.entry())) {
      throw ApiException.failed(
          "unable to open file '/etc/pve/firewall/" + call.vmid() + ".fw.tmp' - Permission denied");
    }
    boolean stale = call.text("digest").filter(read -> !read.equals(digest(of(call)))).isPresent();
    if (stale) {
      throw ApiException.failed(
          "detected modified configuration - file changed by other user? Try again.");
    }
    cluster.grid().firewall(call.vmid(), change);
  }
}
