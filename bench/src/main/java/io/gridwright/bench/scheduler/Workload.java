package io.gridwright.bench.scheduler;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.NodeLicence;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Synthetic grids and orders, the same for the same seed: three classes of hardware in racks of
 * twenty, configurations of 3 to 12 servers, a fifth of them with a licence per node.
 */
final class Workload {
  private static final ImageId IMAGE = new ImageId("debian");
  private static final int NODES_PER_RACK = 20;

  /** Three classes of hardware each. */
  enum Hardware {
    /** Every class has more vCPUs per GiB than orders ask for: RAM alone binds. */
    ALIKE(
        new Capacity(65_536, 48, 2000, 10_000),
        new Capacity(131_072, 80, 4000, 10_000),
        new Capacity(262_144, 192, 8000, 25_000)),

    /** From one vCPU per GiB to a quarter of one: here RAM binds, there vCPUs. */
    DIFFERING(
        new Capacity(65_536, 64, 2000, 10_000),
        new Capacity(131_072, 64, 4000, 10_000),
        new Capacity(262_144, 64, 8000, 25_000));

    private final List<Capacity> classes;

    Hardware(Capacity... classes) {
      this.classes = List.of(classes);
    }

    private Capacity of(int node) {
      return classes.get(node % classes.size());
    }
  }

  /** What is ordered of each kind: the front wants vCPUs, the data wants memory and disk. */
  private static final Map<ComponentKind, List<Capacity>> SIZES =
      Map.of(
          ComponentKind.LOAD_BALANCER,
          List.of(
              new Capacity(512, 1, 8, 100),
              new Capacity(1024, 2, 8, 200),
              new Capacity(2048, 4, 8, 500)),
          ComponentKind.WEB,
          List.of(
              new Capacity(1024, 1, 20, 50),
              new Capacity(2048, 2, 20, 100),
              new Capacity(4096, 4, 40, 200),
              new Capacity(8192, 8, 40, 200)),
          ComponentKind.APP,
          List.of(
              new Capacity(2048, 1, 20, 20),
              new Capacity(4096, 2, 40, 50),
              new Capacity(8192, 4, 80, 50)),
          ComponentKind.DATABASE,
          List.of(
              new Capacity(4096, 1, 100, 20),
              new Capacity(8192, 2, 200, 50),
              new Capacity(16_384, 4, 400, 50),
              new Capacity(32_768, 4, 800, 100)));

  /** One order. */
  record Order(Tenancy tenant, List<PlacementComponent> machines) {
    long memoryMib() {
      return machines.stream().mapToLong(m -> m.demand().memoryMib()).sum();
    }
  }

  private final Random random;
  private int orders;

  Workload(long seed) {
    this.random = new Random(seed);
  }

  /** An empty grid of hardware that is alike. */
  static GridState grid(int nodes) {
    return grid(nodes, Hardware.ALIKE);
  }

  /** An empty grid. */
  static GridState grid(int nodes, Hardware hardware) {
    List<PlacementNode> all = new ArrayList<>();
    int racks = Math.max(4, nodes / NODES_PER_RACK);
    for (int i = 0; i < nodes; i++) {
      all.add(
          new PlacementNode(
              new NodeName("node%06d".formatted(i)),
              NodeState.ONLINE,
              hardware.of(i),
              Capacity.NONE,
              Map.of("rack", "r" + i % racks),
              Set.of(IMAGE),
              List.of()));
    }
    return GridState.of(all);
  }

  /** Puts machines of strangers on random nodes until the grid's RAM is used to a share. */
  void fill(GridState grid, double share) {
    for (int n = 0; n < grid.size(); n++) {
      NodeName node = grid.name(n);
      double wanted = Math.min(0.97, share * (0.8 + 0.4 * random.nextDouble()));
      Capacity all = grid.node(n).capacity();
      Capacity used = Capacity.NONE;
      while (used.memoryMib() < wanted * all.memoryMib()) {
        Order order = next();
        PlacementComponent machine = order.machines().get(random.nextInt(order.machines().size()));
        Capacity after = used.plus(machine.demand());
        if (!after.fitsIn(all)) {
          break;
        }
        used = after;
        grid.add(node, PresentMachine.of(order.tenant(), gathered(machine, n)));
      }
    }
  }

  /** What stood there before came to few nodes, as far as it needs licences. */
  private static PlacementComponent gathered(PlacementComponent machine, int node) {
    return node % 10 == 0 || machine.nature().licence().isEmpty()
        ? machine
        : machine.of(
            new MachineNature(
                machine.nature().heavyTraffic(), machine.nature().accessLoad(), Optional.empty()));
  }

  Order next() {
    String id = "c%07d".formatted(orders++);
    Tenancy tenant =
        new Tenancy(
            new ConfigurationId(id),
            new AccountId("a" + random.nextInt(500)),
            false,
            Dedication.NONE);
    List<PlacementComponent> machines = new ArrayList<>();
    Optional<NodeLicence> licence =
        random.nextInt(5) == 0 ? Optional.of(new NodeLicence("windows", 1000)) : Optional.empty();
    add(machines, ComponentKind.LOAD_BALANCER, 1 + random.nextInt(2), licence);
    add(machines, ComponentKind.WEB, 1 + random.nextInt(4), licence);
    add(machines, ComponentKind.APP, random.nextInt(4), licence);
    add(machines, ComponentKind.DATABASE, 1 + random.nextInt(2), licence);
    return new Order(tenant, machines);
  }

  private void add(
      List<PlacementComponent> to, ComponentKind kind, int count, Optional<NodeLicence> licence) {
    List<Capacity> sizes = SIZES.get(kind);
    Capacity size = sizes.get(random.nextInt(sizes.size()));
    boolean heavy = kind == ComponentKind.WEB && random.nextInt(3) == 0;
    long load = kind == ComponentKind.WEB ? random.nextInt(20_000) : 0;
    for (int i = 0; i < count; i++) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT) + i;
      to.add(
          new PlacementComponent(
              new ComponentId(name),
              name,
              kind,
              0,
              size,
              size,
              IMAGE,
              new MachineNature(heavy, load, licence),
              Optional.empty(),
              Optional.empty()));
    }
  }
}
