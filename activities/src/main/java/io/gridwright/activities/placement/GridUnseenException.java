package io.gridwright.activities.placement;

/**
 * The ledger knows no node at all: the cluster was never reached. That says nothing about room, so
 * an order waits for the first sight of the grid instead of being refused.
 */
public final class GridUnseenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GridUnseenException() {
    super(
        "no node of the grid has been seen yet; nodes appear when the hypervisor first answers the"
            + " watch");
  }
}
