package io.gridwright.activities.fence;

import io.gridwright.domain.grid.NodeName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Tells why a fence cannot tell: once, until it is for another reason. */
final class SilenceLog {
  private final Logger log;
  private final Map<NodeName, String> reasons = new ConcurrentHashMap<>();

  SilenceLog(Logger log) {
    this.log = log;
  }

  void cannotTell(NodeName node, String reason) {
    if (!reason.equals(reasons.put(node, reason))) {
      log.warn("no proof for node {}: {}", node.value(), reason);
    }
  }

  /** Why it could not tell when it was last asked; the kind of the proof where it could. */
  Optional<String> latest(NodeName node) {
    return Optional.ofNullable(reasons.get(node));
  }

  void told(NodeName node, FenceProof proof) {
    if (!proof.kind().equals(reasons.put(node, proof.kind()))) {
      log.info("node {} is fenced: {}", node.value(), proof.evidence());
    }
  }
}
