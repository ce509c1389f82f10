package io.gridwright.activities.fence;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.cluster.HaManagerStatus;
import io.gridwright.proxmox.cluster.HaStatus;
import io.gridwright.proxmox.error.ProxmoxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The word of the cluster's own high-availability manager. While a node's local manager keeps a
 * machine, it holds the node's lock and a watchdog that resets the node when the lock cannot be
 * renewed. The manager of the majority takes the lock over once it has expired; from then on what
 * was kept is in {@code recovery}, and the node had no power or was reset.
 *
 * <p>So a node proves nothing unless something is kept there, best a sentinel: a small machine for
 * each node, bound to it strictly, which operators make (deploy/README.md). It cannot go elsewhere
 * and stays in recovery until the node is back, while another machine leaves that state within a
 * round. One that was put under the manager's care only after the loss proves nothing: no watchdog
 * was armed (API.md 11), which the last word of the local manager tells.
 */
public final class ClusterFence implements Fence {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterFence.class);

  private final Hypervisor hypervisor;
  private final InstantSource clock;
  private final SilenceLog silence = new SilenceLog(LOG);

  public ClusterFence(Hypervisor hypervisor, InstantSource clock) {
    this.hypervisor = hypervisor;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Optional<FenceProof> prove(NodeName node) {
    Instant asked = clock.instant();
    Optional<String> doubt = doubt(node);
    if (doubt.isPresent()) {
      silence.cannotTell(node, doubt.get());
      return Optional.empty();
    }
    FenceProof proof =
        new FenceProof(
            name(),
            "the cluster's manager has fenced the node and recovers what it kept there, as of "
                + asked,
            asked);
    silence.told(node, proof);
    return Optional.of(proof);
  }

  private Optional<String> doubt(NodeName node) {
    try {
      Optional<QuorateEntry> entry = QuorateEntry.find(hypervisor.client());
      if (entry.isEmpty()) {
        return Optional.of("no entry node belongs to a majority");
      }
      if (entry.get().online().getOrDefault(node, false)) {
        return Optional.of("it is a member of the cluster");
      }
      var ha = entry.get().client().ha();
      return doubt(node, ha.status(), ha.managerStatus());
    } catch (ProxmoxException failed) {
      return Optional.of("the cluster's manager cannot be asked: " + failed.getMessage());
    }
  }

  /** Why this is no proof; empty where it is one. */
  static Optional<String> doubt(NodeName name, HaStatus status, HaManagerStatus written) {
    var node = io.gridwright.proxmox.value.NodeName.of(name.value());
    if (!status.quorate()) {
      return Optional.of("the entry node has lost the majority");
    }
    if (status.services().stream().noneMatch(service -> service.node().equals(node))) {
      return Optional.of("the cluster's manager keeps nothing there");
    }
    if (!status.masterActive()) {
      return Optional.of("the cluster has no active manager");
    }
    if (status.localManagers().stream()
        .noneMatch(local -> local.node().equals(node) && local.stale())) {
      return Optional.of("its local manager was heard of just now");
    }
    if (!written.localManager(node).map(HaManagerStatus.LastWord::underWatchdog).orElse(false)) {
      return Optional.of("no watchdog was armed there when its local manager was last heard of");
    }
    return status.services().stream()
            .anyMatch(service -> service.node().equals(node) && service.fencingProved())
        ? Optional.empty()
        : Optional.of("the cluster's manager has not fenced it yet");
  }
}
