package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.Images;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeLosses;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.workflows.grid.GridWatchActivities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link GridWatchActivities}. */
public final class GridWatchActivitiesImpl implements GridWatchActivities {
  private static final Logger LOG = LoggerFactory.getLogger(GridWatchActivitiesImpl.class);

  private final Hypervisor hypervisor;
  private final NodeLedger nodes;
  private final NodeLosses losses;
  private final NodeSurvey survey;
  private final GridSettings settings;

  public GridWatchActivitiesImpl(
      Hypervisor hypervisor,
      NodeLedger nodes,
      NodeLosses losses,
      Images images,
      GridSettings settings) {
    this.hypervisor = hypervisor;
    this.nodes = nodes;
    this.losses = losses;
    this.survey = new NodeSurvey(nodes, images, settings);
    this.settings = settings;
  }

  @Override
  public GridChange awaitChange() {
    try (Visit visit = hypervisor.visit()) {
      Instant begin = visit.now();
      Instant surveyed = Instant.MIN;
      while (Duration.between(begin, visit.now()).compareTo(settings.report()) < 0) {
        Optional<QuorateEntry> entry = QuorateEntry.find(visit.client());
        List<String> changes = entry.map(this::take).orElse(List.of());
        if (!changes.isEmpty()) {
          return new GridChange(changes);
        }
        if (entry.isPresent() && surveyed.isBefore(visit.now().minus(settings.survey()))) {
          look(entry.get());
          surveyed = visit.now();
        }
        visit.pause(settings.glance());
      }
      return new GridChange(List.of());
    }
  }

  /** Writes what differs and tells it; a state that changed meanwhile is left as it is. */
  private List<String> take(QuorateEntry entry) {
    List<String> changes = new ArrayList<>(survey.registerNew(entry));
    List<NodeRow> ledger = nodes.nodes();
    NodeTransitions.of(ledger, entry.online()).stream()
        .filter(change -> losses.follow(change.node(), change.from(), change.to()))
        .map(NodeTransitions.Transition::words)
        .forEach(changes::add);
    // One that was lost before recoveries were kept has none yet.
    ledger.stream()
        .filter(node -> node.state().lost())
        .forEach(node -> losses.ensureRecovery(node.name()));
    return changes;
  }

  /** A look that fails is repeated with the next survey; the nodes' states must not wait for it. */
  private void look(QuorateEntry entry) {
    try {
      survey.templates(entry);
      survey.capacities(entry);
    } catch (ProxmoxException failed) {
      LOG.warn("nodes could not be surveyed, seen by {}: {}", names(entry), failed.getMessage());
    }
  }

  private static List<String> names(QuorateEntry entry) {
    return entry.online().keySet().stream().map(NodeName::value).toList();
  }
}
