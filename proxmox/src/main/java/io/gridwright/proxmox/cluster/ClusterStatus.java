package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Members of the cluster.
 *
 * @param name of the cluster; empty for a host that stands alone, which has no such row
 * @param quorate as this call says it, which may be stale (PVE-D9); a lone host is quorate
 */
public record ClusterStatus(Optional<String> name, boolean quorate, List<Member> members) {

  /**
   * A member.
   *
   * @param local whether it is the entry node that answered
   */
  public record Member(NodeName node, boolean online, boolean local, String address) {}

  static ClusterStatus from(Fields rows) {
    Optional<Fields> cluster =
        rows.rows().stream().filter(row -> row.textOrEmpty("type").equals("cluster")).findFirst();
    return new ClusterStatus(
        cluster.flatMap(row -> row.text("name")),
        cluster.map(row -> row.flag("quorate")).orElse(true),
        rows.rows().stream()
            .filter(row -> row.textOrEmpty("type").equals("node"))
            .map(
                row ->
                    new Member(
                        NodeName.of(row.required("name")),
                        row.flag("online"),
                        row.flag("local"),
                        row.textOrEmpty("ip")))
            .toList());
  }
}
