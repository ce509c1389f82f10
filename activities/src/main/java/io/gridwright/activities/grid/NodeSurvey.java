package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.grid.ImageCopy;
import io.gridwright.store.grid.Images;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes nodes and their templates known to the ledger as they appear. */
final class NodeSurvey {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSurvey.class);

  /** How an image's template is named on each node: {@code image-debian-12-nginx-v1}. */
  private static final Pattern TEMPLATE = Pattern.compile("image-(.+)-v(\\d+)");

  private final NodeLedger nodes;
  private final Images images;
  private final GridSettings settings;

  NodeSurvey(NodeLedger nodes, Images images, GridSettings settings) {
    this.nodes = nodes;
    this.images = images;
    this.settings = settings;
  }

  /**
   * Registers nodes that the ledger does not know, once they are there; tells which. All that are
   * there appear at one instant: an order that sees a part of a new grid would be refused for want
   * of the rest.
   */
  List<String> registerNew(QuorateEntry entry) {
    List<NodeName> known = nodes.nodes().stream().map(NodeRow::name).toList();
    Map<NodeName, Capacity> found = new TreeMap<>();
    for (Map.Entry<NodeName, Boolean> member : entry.online().entrySet()) {
      if (member.getValue() && !known.contains(member.getKey())) {
        capacity(entry.client(), member.getKey())
            .ifPresent(capacity -> found.put(member.getKey(), capacity));
      }
    }
    return found.isEmpty() ? List.of() : register(entry.client(), found);
  }

  private List<String> register(ProxmoxClient client, Map<NodeName, Capacity> found) {
    try {
      templates(client).stream()
          .filter(copy -> found.containsKey(copy.node()))
          .forEach(images::record);
    } catch (ProxmoxException away) {
      LOG.info("nodes {} are not registered yet: {}", found.keySet(), away.getMessage());
      return List.of();
    }
    nodes.register(found, NodeState.ONLINE);
    return found.keySet().stream()
        .map(node -> node.value() + ": new, " + NodeState.ONLINE)
        .toList();
  }

  private Optional<Capacity> capacity(ProxmoxClient client, NodeName node) {
    try {
      Capacity unknown = new Capacity(0, 0, 0, settings.nodeBandwidthMbps());
      return Optional.of(new NodeUse(client).capacity(node, unknown));
    } catch (ProxmoxException away) {
      LOG.info("node {} is not registered yet: {}", node.value(), away.getMessage());
      return Optional.empty();
    }
  }

  /** Writes what nodes in sight have now: memory and disks are added and taken out. */
  void capacities(QuorateEntry entry) {
    NodeUse use = new NodeUse(entry.client());
    nodes.nodes().stream()
        .filter(node -> entry.online().getOrDefault(node.name(), false))
        .forEach(node -> nodes.resize(node.name(), use.capacity(node.name(), node.capacity())));
  }

  /** Records templates that appeared, and forgets those that are gone from a node in sight. */
  void templates(QuorateEntry entry) {
    List<ImageCopy> recorded = images.copies();
    List<ImageCopy> present = templates(entry.client());
    present.stream().filter(copy -> !recorded.contains(copy)).forEach(images::record);
    recorded.stream()
        .filter(copy -> copy.state() == ImageCopy.State.READY)
        .filter(copy -> entry.online().getOrDefault(copy.node(), false))
        .filter(copy -> present.stream().noneMatch(copy::equals))
        .filter(copy -> gone(entry.client(), copy))
        .forEach(images::forget);
  }

  /** Its row in the overview may be stale or bare (PVE-D49): its own node decides. */
  private static boolean gone(ProxmoxClient client, ImageCopy copy) {
    try {
      return client.configs().find(Hypervisor.ref(copy.node(), copy.vmid())).isEmpty();
    } catch (ProxmoxException.NodeUnreachable away) {
      return false;
    }
  }

  private static List<ImageCopy> templates(ProxmoxClient client) {
    return client.cluster().resources(Resource.Kind.VM).stream()
        .filter(Resource.Guest.class::isInstance)
        .map(Resource.Guest.class::cast)
        .flatMap(guest -> copy(guest).stream())
        .toList();
  }

  private static Optional<ImageCopy> copy(Resource.Guest guest) {
    Matcher name = TEMPLATE.matcher(guest.name().orElse(""));
    return guest.template() && name.matches()
        ? Optional.of(
            new ImageCopy(
                new ImageId(name.group(1)),
                name.group(2),
                new NodeName(guest.node().text()),
                new Vmid(guest.vmid().number()),
                ImageCopy.State.READY))
        : Optional.empty();
  }
}
