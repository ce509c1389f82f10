package io.gridwright.activities.hypervisor;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.cluster.ClusterStatus;
import io.gridwright.proxmox.connection.EntryNode;
import io.gridwright.proxmox.error.ProxmoxException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster as an entry node sees it that belongs to the majority. One that does not sees dead
 * nodes where there are none, so that nothing else is believed.
 *
 * @param client asks this entry node only
 * @param online by name: whether each member is there, as the membership says it
 */
public record QuorateEntry(ProxmoxClient client, SortedMap<NodeName, Boolean> online) {
  private static final Logger LOG = LoggerFactory.getLogger(QuorateEntry.class);

  public QuorateEntry {
    online = Collections.unmodifiableSortedMap(new TreeMap<>(online));
  }

  /** The first entry node that is quorate; empty where none is, or none answers. */
  public static Optional<QuorateEntry> find(ProxmoxClient client) {
    for (EntryNode entry : client.entryNodes()) {
      Optional<QuorateEntry> found = at(client.through(entry), entry);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<QuorateEntry> at(ProxmoxClient client, EntryNode entry) {
    try {
      ClusterStatus status = client.cluster().status();
      // A lone host has neither a cluster nor a manager that could tell of quorum (API.md 15, 38).
      boolean quorate = status.name().isEmpty() || client.ha().status().quorate();
      return quorate ? Optional.of(new QuorateEntry(client, members(status))) : Optional.empty();
    } catch (ProxmoxException silent) {
      LOG.debug("entry node {} is not asked further: {}", entry, silent.getMessage());
      return Optional.empty();
    }
  }

  private static SortedMap<NodeName, Boolean> members(ClusterStatus status) {
    SortedMap<NodeName, Boolean> online = new TreeMap<>();
    status
        .members()
        .forEach(member -> online.put(new NodeName(member.node().text()), member.online()));
    return online;
  }
}
