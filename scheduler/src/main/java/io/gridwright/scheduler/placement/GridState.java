package io.gridwright.scheduler.placement;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole grid in arrays, by the number of a node in the order of names: what a search of ten
 * thousand nodes in milliseconds needs. Whoever places many configurations keeps one and adds what
 * was placed; a planner in the engine makes one per look at the ledger.
 *
 * <p>Not for several threads at once, except for reading.
 */
public final class GridState {

  /** A machine and the number of the node that it stands on. */
  public record Standing(int node, PresentMachine machine) {}

  private final List<PlacementNode> given;
  private final Map<NodeName, Integer> numbers = new HashMap<>();
  private final long[][] capacity = new long[GridResource.COUNT][];
  private final long[][] used = new long[GridResource.COUNT][];
  private final BitSet open = new BitSet();
  private final int[] rack;
  private final List<String> racks = new ArrayList<>();
  private final String[] group;
  private final boolean[] isolated;
  private final boolean[] strangers;
  private final AccountId[] dedicatedTo;
  private final Map<ImageId, BitSet> images = new HashMap<>();
  private final Map<String, BitSet> licensed = new HashMap<>();
  private final Map<String, BitSet> running = new HashMap<>();
  private final List<List<PresentMachine>> present = new ArrayList<>();
  private final int[] mix;
  private final long[] accessLoad;
  private final int[] risky;
  private final int[] dedicated;
  private final BitSet special = new BitSet();
  private final Map<ConfigurationId, List<Standing>> byConfiguration = new HashMap<>();

  private GridState(List<PlacementNode> nodes) {
    given = nodes.stream().sorted(Comparator.comparing(PlacementNode::name)).toList();
    int count = given.size();
    for (GridResource resource : GridResource.values()) {
      capacity[resource.ordinal()] = new long[count];
      used[resource.ordinal()] = new long[count];
    }
    rack = new int[count];
    group = new String[count];
    isolated = new boolean[count];
    strangers = new boolean[count];
    dedicatedTo = new AccountId[count];
    mix = new int[count];
    accessLoad = new long[count];
    risky = new int[count];
    dedicated = new int[count];
    Map<String, Integer> rackNumbers = new HashMap<>();
    for (int n = 0; n < count; n++) {
      take(n, given.get(n), rackNumbers);
    }
  }

  /**
   * @throws IllegalArgumentException if a node is given twice
   */
  public static GridState of(List<PlacementNode> nodes) {
    return new GridState(nodes);
  }

  private void take(int n, PlacementNode node, Map<String, Integer> rackNumbers) {
    if (numbers.put(node.name(), n) != null) {
      throw new IllegalArgumentException(
          "node " + node.name().value() + " is given twice; give each node once");
    }
    for (GridResource resource : GridResource.values()) {
      capacity[resource.ordinal()][n] = resource.of(node.capacity());
      used[resource.ordinal()][n] = resource.of(node.used());
    }
    open.set(n, node.state().takesNew());
    String domain = node.rack();
    rack[n] =
        rackNumbers.computeIfAbsent(
            domain,
            name -> {
              racks.add(name);
              return racks.size() - 1;
            });
    group[n] = node.labels().get(PlacementNode.GROUP);
    isolated[n] = node.isolated();
    strangers[n] = node.strangers();
    dedicatedTo[n] = node.dedicatedTo().orElse(null);
    special.set(n, isolated[n] || dedicatedTo[n] != null);
    node.images().forEach(image -> bits(images, image).set(n));
    node.licences().forEach(os -> bits(licensed, os).set(n));
    present.add(new ArrayList<>());
    node.present().forEach(machine -> settle(n, machine));
  }

  private static <K> BitSet bits(Map<K, BitSet> of, K key) {
    return of.computeIfAbsent(key, k -> new BitSet());
  }

  private void settle(int n, PresentMachine machine) {
    present.get(n).add(machine);
    mix[n] += role(machine.kind());
    accessLoad[n] += machine.nature().accessLoad();
    risky[n] += machine.tenancy().risky() ? 1 : 0;
    dedicated[n] += Dedications.reserves(machine.tenancy()) ? 1 : 0;
    special.set(n, isSpecial(n));
    machine.nature().licence().ifPresent(licence -> bits(running, licence.os()).set(n));
    byConfiguration
        .computeIfAbsent(machine.configuration(), c -> new ArrayList<>())
        .add(new Standing(n, machine));
  }

  /** Puts a machine on a node, and takes its demand of the node. */
  public void add(NodeName node, PresentMachine machine) {
    int n = number(node);
    settle(n, machine);
    use(n, machine.demand(), 1);
  }

  /**
   * Takes a machine off a node, and gives its demand back.
   *
   * @throws IllegalArgumentException if it does not stand there
   */
  public void remove(NodeName node, PresentMachine machine) {
    int n = number(node);
    if (!present.get(n).remove(machine)) {
      throw new IllegalArgumentException(
          "%s does not stand on %s".formatted(machine.component().value(), node.value()));
    }
    use(n, machine.demand(), -1);
    mix[n] -= role(machine.kind());
    accessLoad[n] -= machine.nature().accessLoad();
    risky[n] -= machine.tenancy().risky() ? 1 : 0;
    dedicated[n] -= Dedications.reserves(machine.tenancy()) ? 1 : 0;
    special.set(n, isSpecial(n));
    machine.nature().licence().ifPresent(licence -> recount(n, licence.os()));
    List<Standing> own = byConfiguration.get(machine.configuration());
    own.remove(new Standing(n, machine));
    if (own.isEmpty()) {
      byConfiguration.remove(machine.configuration());
    }
  }

  private boolean isSpecial(int n) {
    return isolated[n] || dedicatedTo[n] != null || risky[n] > 0 || dedicated[n] > 0;
  }

  private void recount(int n, String os) {
    running
        .get(os)
        .set(
            n,
            present.get(n).stream()
                .flatMap(m -> m.nature().licence().stream())
                .anyMatch(licence -> licence.os().equals(os)));
  }

  private void use(int n, Capacity demand, int sign) {
    for (GridResource resource : GridResource.values()) {
      used[resource.ordinal()][n] += sign * resource.of(demand);
    }
  }

  /** Opens or closes a node for new machines. */
  public void open(NodeName node, boolean takesNew) {
    open.set(number(node), takesNew);
  }

  /** The same grid, to be changed without changing this one. */
  public GridState copy() {
    return new GridState(nodes());
  }

  /**
   * Which side of the ratio of network-intensive to storage-intensive servers a kind counts to
   * (F77): 1 for web servers and the balancers before them, -1 for data and application servers.
   */
  public static int role(ComponentKind kind) {
    return kind == ComponentKind.WEB || kind == ComponentKind.LOAD_BALANCER ? 1 : -1;
  }

  public int size() {
    return given.size();
  }

  /**
   * @throws IllegalArgumentException if there is no such node
   */
  public int number(NodeName node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalArgumentException("there is no node " + node.value() + " in this grid");
    }
    return number;
  }

  public boolean knows(NodeName node) {
    return numbers.containsKey(node);
  }

  public NodeName name(int node) {
    return given.get(node).name();
  }

  /**
   * Whether any node is kept for somebody, by its labels or by what stands there: risky or
   * dedicated configurations. On most grids none is, and nobody need look.
   */
  public boolean keepsAnyNode() {
    return !special.isEmpty();
  }

  /** Whether every node takes new machines. */
  public boolean allOpen() {
    return open.cardinality() == size();
  }

  /** Whether every node holds an image. */
  public boolean allHave(ImageId image) {
    BitSet having = images.get(image);
    return having != null && having.cardinality() == size();
  }

  /** Whether a node takes new machines at all. */
  public boolean isOpen(int node) {
    return open.get(node);
  }

  public long capacity(GridResource resource, int node) {
    return capacity[resource.ordinal()][node];
  }

  public long used(GridResource resource, int node) {
    return used[resource.ordinal()][node];
  }

  /** What is left; negative where more is used than there is. */
  public long free(GridResource resource, int node) {
    return capacity[resource.ordinal()][node] - used[resource.ordinal()][node];
  }

  /** All of one resource's capacities, by node; not to be written. */
  public long[] capacities(GridResource resource) {
    return capacity[resource.ordinal()];
  }

  /** All of one resource's used amounts, by node; not to be written. */
  public long[] useds(GridResource resource) {
    return used[resource.ordinal()];
  }

  /** The failure domain of a node, 0 to {@link #racks()} - 1. */
  public int rack(int node) {
    return rack[node];
  }

  public int racks() {
    return racks.size();
  }

  /** The label {@code group}; null where there is none. */
  public String group(int node) {
    return group[node];
  }

  /** Whether an operator keeps the node for risky configurations. */
  public boolean isIsolated(int node) {
    return isolated[node];
  }

  /** Whether guests stand there that nobody ordered here. */
  public boolean hasStrangers(int node) {
    return strangers[node];
  }

  /** The account that an operator keeps the node for; null where for none. */
  public AccountId dedicatedTo(int node) {
    return dedicatedTo[node];
  }

  public boolean hasImage(ImageId image, int node) {
    BitSet having = images.get(image);
    return having != null && having.get(node);
  }

  /** Whether the fee for an operating system is paid on a node already. */
  public boolean hasLicence(String os, int node) {
    BitSet paid = licensed.get(os);
    BitSet runs = running.get(os);
    return paid != null && paid.get(node) || runs != null && runs.get(node);
  }

  /** Network-intensive machines less storage-intensive ones. */
  public int mix(int node) {
    return mix[node];
  }

  /** Accesses under way on a node at one time, in thousandths. */
  public long accessLoad(int node) {
    return accessLoad[node];
  }

  /** How many machines of risky configurations stand on a node. */
  public int risky(int node) {
    return risky[node];
  }

  /** How many machines on a node reserve it for their account or configuration. */
  public int dedicated(int node) {
    return dedicated[node];
  }

  /** What stands on a node; a view. */
  public List<PresentMachine> present(int node) {
    return present.get(node);
  }

  /** What stands of a configuration anywhere; a view. */
  public List<Standing> standing(ConfigurationId configuration) {
    return byConfiguration.getOrDefault(configuration, List.of());
  }

  /** A node as it is now. */
  public PlacementNode node(int n) {
    PlacementNode was = given.get(n);
    return new PlacementNode(
        was.name(),
        open.get(n)
            ? NodeState.ONLINE
            : was.state().takesNew() ? NodeState.MAINTENANCE : was.state(),
        was.capacity(),
        new Capacity(
            used(GridResource.MEMORY, n),
            (int) used(GridResource.VCPUS, n),
            used(GridResource.DISK, n),
            (int) used(GridResource.BANDWIDTH, n)),
        was.labels(),
        was.images(),
        present.get(n));
  }

  /** All nodes as they are now, in order of names. */
  public List<PlacementNode> nodes() {
    List<PlacementNode> all = new ArrayList<>(size());
    for (int n = 0; n < size(); n++) {
      all.add(node(n));
    }
    return List.copyOf(all);
  }
}
