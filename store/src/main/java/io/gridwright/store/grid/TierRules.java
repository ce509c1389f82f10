package io.gridwright.store.grid;

import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.domain.placement.RackShares;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.ConfigurationRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Where the machines of one configuration may stand beside each other, judged once more where room
 * for a move is taken: the plan is older than the moves that came before it, and so may be the
 * policy and the labels that it was made by. Only to be asked by who has the configuration locked.
 */
final class TierRules {
  private static final String GROUP = "group";
  private static final String RACK = "rack";

  private final NodeRepository nodes;
  private final PlacementPolicy policy;
  private final Map<ComponentId, ComponentKind> kinds;

  /** Of the nodes that were asked for. */
  private final Map<NodeName, Map<String, Object>> labels = new HashMap<>();

  /** Where each machine will stand once the moves are done. */
  private final Map<MachineId, Place> places = new HashMap<>();

  private record Place(ComponentKind tier, ComponentId component, NodeName node) {}

  private TierRules(Handle handle, ConfigurationId configuration) {
    this.nodes = handle.attach(NodeRepository.class);
    this.policy = handle.attach(PolicyRepository.class).current().policy();
    this.kinds =
        handle.attach(ConfigurationRepository.class).components(configuration).stream()
            .collect(toMap(ComponentRow::id, ComponentRow::kind));
    handle
        .attach(MachineRepository.class)
        .live(configuration)
        .forEach(machine -> stand(machine, machine.node()));
  }

  /**
   * Judges moves together, by what stands where when all are done.
   *
   * @throws Room.LostNode with the node that a machine may not go to
   */
  static void require(Handle handle, ConfigurationId configuration, List<Transfer> transfers) {
    TierRules rules = new TierRules(handle, configuration);
    transfers.forEach(transfer -> rules.stand(transfer.machine(), transfer.to()));
    for (Transfer transfer : transfers) {
      if (!rules.keeps(transfer.machine().id())) {
        throw new Room.LostNode(transfer.to());
      }
    }
  }

  private void stand(MachineRow machine, NodeName on) {
    places.put(
        machine.id(), new Place(kinds.get(machine.componentId()), machine.componentId(), on));
  }

  private boolean keeps(MachineId machine) {
    Place place = places.get(machine);
    int tier = (int) places.values().stream().filter(p -> p.tier() == place.tier()).count();
    long inRack = inRack(place);
    return apart(machine, place)
        && (!policy.isRule("racks") || inRack <= RackShares.racks(tier))
        && (!policy.isRule("dataSpread") || inRack <= RackShares.dataSpread(place.tier(), tier))
        && (!policy.isRule("groups")
            || policy.groupTakes(label(place.node(), GROUP), place.tier()));
  }

  /** Machines of one component always; of one tier, or all of them, by the policy. */
  private boolean apart(MachineId machine, Place place) {
    return places.entrySet().stream()
        .filter(other -> !other.getKey().equals(machine))
        .map(Map.Entry::getValue)
        .filter(other -> other.node().equals(place.node()))
        .noneMatch(
            other ->
                other.component().equals(place.component())
                    || policy.isRule("coLocation")
                    || policy.isRule("distinct") && other.tier() == place.tier());
  }

  private long inRack(Place place) {
    String rack = rack(place.node());
    return places.values().stream()
        .filter(other -> other.tier() == place.tier())
        .filter(other -> rack(other.node()).equals(rack))
        .count();
  }

  private String rack(NodeName node) {
    return label(node, RACK).map(label -> "rack " + label).orElseGet(() -> "node " + node.value());
  }

  private Optional<String> label(NodeName node, String name) {
    return Optional.ofNullable(
            labels
                .computeIfAbsent(node, n -> nodes.find(n).map(NodeRow::labels).orElseGet(Map::of))
                .get(name))
        .map(Object::toString);
  }
}
