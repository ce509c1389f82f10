package io.gridwright.activities.fence;

import io.gridwright.domain.grid.NodeName;
import java.util.Optional;

/**
 * Can prove that a node runs nothing. It is asked only for nodes that a quorate entry node reports
 * lost: what is asked for may be switched off.
 *
 * <p>A command's own answer, or time that has passed, is no proof; what somebody other than the
 * node says of it now is.
 */
public interface Fence {

  /** What operators call it, {@code redfish}. */
  String name();

  /**
   * The proof, or empty where it cannot tell: it does not know the node, nobody answers, or the
   * node has power. It takes as long as its own time-outs, mostly some seconds; it throws for none
   * of these, and may be asked again and again. An interrupt ends it early, with nothing told and
   * the thread still interrupted.
   */
  Optional<FenceProof> prove(NodeName node);
}
