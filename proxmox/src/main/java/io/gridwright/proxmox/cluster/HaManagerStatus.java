package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the managers wrote down about themselves. {@link HaStatus} only says of a silent local
 * manager that it is silent; here its last word stands as long as the node belongs to the cluster.
 */
public record HaManagerStatus(Map<NodeName, LastWord> localManagers) {

  /**
   * The last that a local manager wrote; it writes every few seconds while its node has quorum.
   *
   * @param mode active; restart, shutdown, maintenance or disarm where it is about to let go
   * @param state active, wait_for_agent_lock, lost_agent_lock or maintenance
   */
  public record LastWord(String mode, String state) {
    /**
     * Whether it held its node's lock, and so an armed watchdog, which resets the node before
     * others can take that lock. It says in its mode that it will disarm it before it does: one
     * that is stopped or restarted by itself leaves the node's machines running without any.
     */
    public boolean underWatchdog() {
      return mode.equals("active") && state.equals("active");
    }
  }

  public HaManagerStatus {
    localManagers = Collections.unmodifiableMap(new TreeMap<>(localManagers));
  }

  /** Empty where it never wrote. */
  public Optional<LastWord> localManager(NodeName node) {
    return Optional.ofNullable(localManagers.get(node));
  }

  static HaManagerStatus from(Fields status) {
    Fields lrm = status.child("lrm_status");
    Map<NodeName, LastWord> words = new TreeMap<>();
    lrm.names()
        .forEach(node -> lastWord(lrm.child(node)).ifPresent(w -> words.put(NodeName.of(node), w)));
    return new HaManagerStatus(words);
  }

  private static Optional<LastWord> lastWord(Fields row) {
    return row.nonBlank("state").map(state -> new LastWord(row.textOrEmpty("mode"), state));
  }
}
