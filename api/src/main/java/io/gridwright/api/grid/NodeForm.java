package io.gridwright.api.grid;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.grid.GridNode;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.NodeLoss;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.Tenant;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as operators see it (CONTRACT section 4).
 *
 * @param foreign what the hypervisor was seen to hold beyond our ledger
 * @param components how many are on it, or will be
 */
public record NodeForm(
    String name,
    NodeState state,
    Instant stateSince,
    @Schema(description = "When its machines were last read") Optional<Instant> surveyedAt,
    CapacityForm capacity,
    CapacityForm allocated,
    CapacityForm reserved,
    CapacityForm foreign,
    Map<String, Object> labels,
    List<String> images,
    int components,
    @Schema(description = "Of a node under maintenance: what is still to go; else null")
        Optional<DrainingForm> draining,
    @Schema(description = "Of a node that is lost, or not wholly back: how far it is; else null")
        Optional<RecoveryForm> recovery) {

  /**
   * How far the emptying of a node is.
   *
   * @param left components that still stand there
   * @param reasons those that cannot go now, and why
   */
  public record DrainingForm(int left, List<RemainingForm> reasons, Optional<String> text) {}

  /** Amounts of the four resources. */
  public record CapacityForm(long memoryMiB, int vcpus, long diskGiB, int bandwidthMbps) {
    static CapacityForm from(Capacity capacity) {
      return new CapacityForm(
          capacity.memoryMib(), capacity.vcpus(), capacity.diskGib(), capacity.bandwidthMbps());
    }
  }

  /**
   * @param maintenance the last one of this node, if there was any
   * @param loss that it is not wholly back from
   */
  static NodeForm from(GridNode entry, Optional<GridWorkRow> maintenance, Optional<NodeLoss> loss) {
    NodeRow node = entry.node();
    List<ComponentId> tenants =
        entry.tenants().stream().map(Tenant::componentId).distinct().toList();
    return new NodeForm(
        node.name().value(),
        node.state(),
        node.stateSince(),
        node.lastSeenAt(),
        CapacityForm.from(node.capacity()),
        CapacityForm.from(node.allocated()),
        CapacityForm.from(node.reserved()),
        CapacityForm.from(node.foreign()),
        node.labels(),
        entry.images().stream().map(image -> image.value()).sorted().toList(),
        tenants.size(),
        maintenance
            .filter(work -> node.state() == NodeState.MAINTENANCE)
            .map(
                work ->
                    new DrainingForm(
                        tenants.size(),
                        work.report().left().stream().map(RemainingForm::from).toList(),
                        words(work, node, tenants.size()))),
        loss.map(RecoveryForm::from));
  }

  /** While machines leave, what is so now; what the work last said is older. */
  private static Optional<String> words(GridWorkRow work, NodeRow node, int there) {
    if (work.state() != GridWorkRow.State.RUNNING || there == 0) {
      return work.report().words();
    }
    int kept = work.report().left().size();
    return Optional.of(
        "%d still on %s%s."
            .formatted(
                there, node.name().value(), kept == 0 ? "" : "; " + kept + " cannot go now"));
  }
}
