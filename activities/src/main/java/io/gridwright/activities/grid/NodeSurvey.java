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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Registers nodes that the ledger does not know, once they are there; tells which. */
  List<String> registerNew(QuorateEntry entry) {
    List<NodeName> known = nodes.nodes().stream().map(NodeRow::name).toList();
    List<String> news = new ArrayList<>();
    for (Map.Entry<NodeName, Boolean> member : entry.online().entrySet()) {
      if (member.getValue()
          && !known.contains(member.getKey())
          && register(entry.client(), member.getKey())) {
        news.add(member.getKey().value() + ": new, " + NodeState.ONLINE);
      }
    }
    return news;
  }

  private boolean register(ProxmoxClient client, NodeName node) {
    try {
      Capacity unknown = new Capacity(0, 0, 0, settings.nodeBandwidthMbps());
      Capacity capacity = new NodeUse(client).capacity(node, unknown);
      templatesOn(client, node).forEach(images::record);
      nodes.upsert(node, capacity, NodeState.ONLINE);
      return true;
    } catch (ProxmoxException away) {
      LOG.info("node {} is not registered yet: {}", node.value(), away.getMessage());
      return false;
    }
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

  private static List<ImageCopy> templatesOn(ProxmoxClient client, NodeName node) {
    return templates(client).stream().filter(copy -> copy.node().equals(node)).toList();
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
