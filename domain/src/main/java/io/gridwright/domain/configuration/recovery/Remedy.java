package io.gridwright.domain.configuration.recovery;

import io.gridwright.domain.configuration.AddressRequest.Visibility;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;

/**
 * What can be done for a component whose node is lost (DESIGN section 6, F132-F137): what only
 * answers at a private address of its own is built anew beside a silent original; what would answer
 * where the original may still answer waits for the proof that it does not; what has data waits for
 * its node.
 */
public enum Remedy {
  /** Built anew on another node, at once. */
  REBUILD,
  /** Built anew once it is proved that the node runs nothing. */
  REBUILD_WITH_PROOF,
  /** Started where it stands, once its node is back. */
  AWAIT_NODE;

  /**
   * The remedy for a component.
   *
   * @param wanted whether its customer wants servers replaced when they fail
   */
  public static Remedy of(Component component, boolean wanted) {
    if (!wanted || !component.stateless() || hasPublicAddress(component)) {
      return AWAIT_NODE;
    }
    return component.kind() == ComponentKind.LOAD_BALANCER ? REBUILD_WITH_PROOF : REBUILD;
  }

  private static boolean hasPublicAddress(Component component) {
    return component.addresses().stream().anyMatch(a -> a.visibility() == Visibility.PUBLIC);
  }
}
