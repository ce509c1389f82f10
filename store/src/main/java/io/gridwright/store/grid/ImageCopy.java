package io.gridwright.store.grid;

import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;

/** A template of an image's version on a node. */
public record ImageCopy(ImageId imageId, String version, NodeName node, Vmid vmid, State state) {

  /** Only a READY one is cloned. */
  public enum State {
    COPYING,
    READY,
    REMOVING
  }
}
