package io.gridwright.store.grid;

import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Set;

/**
 * A node with all that placement looks at.
 *
 * @param images whose newest version has a ready template there
 */
public record GridNode(NodeRow node, Set<ImageId> images, List<Tenant> tenants) {
  public GridNode {
    images = Set.copyOf(images);
    tenants = List.copyOf(tenants);
  }
}
