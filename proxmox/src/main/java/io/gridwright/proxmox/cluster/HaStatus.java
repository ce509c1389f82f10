package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Vmid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the manager says, asked at one entry node.
 *
 * @param quorate whether the answering node belongs to a majority
 * @param answeredBy the node that answered, where it says so
 * @param master empty while no service was ever under its care (PVE-D39)
 * @param masterActive whether the master works: what it wrote is not older than 30 s
 */
public record HaStatus(
    boolean quorate,
    Optional<NodeName> answeredBy,
    Optional<NodeName> master,
    boolean masterActive,
    List<LocalManager> localManagers,
    List<Service> services) {

  /**
   * A node's local manager.
   *
   * @param words {@code pve2 (active, watchdog active, <date>)}
   */
  public record LocalManager(NodeName node, String words, Optional<Instant> seenAt) {
    /** Whether it has services to keep, and so an armed watchdog; of a stale one nobody says. */
    public boolean active() {
      return words.contains("(active");
    }

    /** Whether the answering node takes it for dead: a stamp older than 30 s. */
    public boolean stale() {
      return words.contains("old timestamp");
    }
  }

  /**
   * A machine under its care.
   *
   * @param state as the manager has it: started, fence, recovery, error, …
   */
  public record Service(Vmid vmid, NodeName node, String state, String requested) {
    private static final Set<String> AFTER_FENCING = Set.of("recovery");

    /** The cluster's proof that the node it lived on is off: recovery begins after fencing only. */
    public boolean fencingProved() {
      return AFTER_FENCING.contains(state);
    }
  }

  static HaStatus from(Fields rows) {
    Optional<Fields> master = ofType(rows, "master").stream().findFirst();
    Optional<Fields> quorum = ofType(rows, "quorum").stream().findFirst();
    return new HaStatus(
        quorum.map(HaStatus::quorate).orElse(false),
        quorum.flatMap(row -> row.nonBlank("node")).map(NodeName::of),
        master.flatMap(row -> row.nonBlank("node")).map(NodeName::of),
        master.filter(row -> row.textOrEmpty("status").contains("(active")).isPresent(),
        ofType(rows, "lrm").stream().map(HaStatus::localManager).toList(),
        ofType(rows, "service").stream()
            .filter(row -> row.textOrEmpty("sid").startsWith("vm:"))
            .map(HaStatus::service)
            .toList());
  }

  private static List<Fields> ofType(Fields rows, String type) {
    return rows.rows().stream().filter(row -> row.textOrEmpty("type").equals(type)).toList();
  }

  private static boolean quorate(Fields row) {
    return row.has("quorate") ? row.flag("quorate") : row.textOrEmpty("status").equals("OK");
  }

  private static LocalManager localManager(Fields row) {
    return new LocalManager(
        NodeName.of(row.required("node")), row.textOrEmpty("status"), row.instant("timestamp"));
  }

  private static Service service(Fields row) {
    return new Service(
        Vmid.parse(row.required("sid").substring("vm:".length())),
        NodeName.of(row.required("node")),
        row.nonBlank("crm_state").or(() -> row.nonBlank("state")).orElse("unknown"),
        row.textOrEmpty("request_state"));
  }
}
