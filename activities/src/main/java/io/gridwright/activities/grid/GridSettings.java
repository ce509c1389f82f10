package io.gridwright.activities.grid;

import java.time.Duration;

/**
 * How the grid is watched.
 *
 * @param glance between two looks at the nodes' states
 * @param survey between two looks at what nodes hold: templates, other people's guests
 * @param report after which a watch without a change tells that it lives
 * @param nodeBandwidthMbps uplink of each node, which no node tells
 * @param lowestVmid first number of the engine's own range
 * @param highestVmid last number of the engine's own range
 * @param recoverAfter how long a node must be away before anything is built elsewhere, so that one
 *     that flaps costs nothing
 */
public record GridSettings(
    Duration glance,
    Duration survey,
    Duration report,
    int nodeBandwidthMbps,
    int lowestVmid,
    int highestVmid,
    Duration recoverAfter) {
  public static final GridSettings DEFAULT =
      new GridSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          10_000,
          10_000,
          99_999,
          Duration.ofSeconds(15));

  boolean inRange(int vmid) {
    return vmid >= lowestVmid && vmid <= highestVmid;
  }
}
