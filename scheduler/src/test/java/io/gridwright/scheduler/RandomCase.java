package io.gridwright.scheduler;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.NodeLicence;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A random grid, configuration and policy in which every factor has something to say. */
public record RandomCase(PlacementProblem problem, PlacementPolicy policy) {
  private static final ComponentKind[] KINDS = ComponentKind.values();
  private static final List<NodeLicence> LICENCES =
      List.of(new NodeLicence("windows", 1000), new NodeLicence("rhel", 300));

  /**
   * @param nodes how many there are at most, above 2
   * @param machines how many there are at most, above 1
   */
  public static RandomCase of(long seed, int nodes, int machines) {
    return new Maker(new Random(seed), nodes, machines).make();
  }

  private record Maker(Random random, int mostNodes, int mostMachines) {
    RandomCase make() {
      boolean plain = random.nextInt(4) == 0;
      Tenancy tenant = new Tenancy(Grids.SHOP, new AccountId("a0"), one(5), dedication(6));
      List<PlacementNode> nodes = new ArrayList<>();
      int racks = 1 + random.nextInt(4);
      int count = 2 + random.nextInt(mostNodes - 1);
      for (int i = 0; i < count; i++) {
        nodes.add(node("n%02d".formatted(i), tenant, racks, plain));
      }
      List<PlacementComponent> components = new ArrayList<>();
      int kinds = 1 + random.nextInt(3);
      int wanted = 1 + random.nextInt(mostMachines);
      while (components.size() < wanted) {
        add(components, "c" + components.size(), kinds, nodes);
      }
      int seed = random.nextInt(3);
      return new RandomCase(
          new PlacementProblem(tenant, GridState.of(nodes), components, seed),
          plain ? PlacementPolicy.PUBLISHED : policy());
    }

    private boolean one(int of) {
      return random.nextInt(of) == 0;
    }

    private Dedication dedication(int of) {
      return one(of) ? Dedication.values()[1 + random.nextInt(2)] : Dedication.NONE;
    }

    private PlacementNode node(String name, Tenancy tenant, int racks, boolean plain) {
      Map<String, String> labels = new HashMap<>();
      if (!plain && one(2)) {
        labels.put("rack", "r" + random.nextInt(racks));
      }
      if (one(8)) {
        labels.put("isolated", "true");
      }
      if (one(10)) {
        labels.put("dedicatedTo", "a" + random.nextInt(2));
      }
      if (one(8)) {
        labels.put("strangers", "true");
      }
      if (one(4)) {
        labels.put("group", "g" + random.nextInt(2));
      }
      if (one(6)) {
        labels.put("licences", "windows");
      }
      List<PresentMachine> present = new ArrayList<>();
      Capacity used = amounts(0, 4);
      for (int i = random.nextInt(3); i > 0; i--) {
        present.add(standing(name + i, tenant));
        used = used.plus(present.get(present.size() - 1).demand());
      }
      NodeState state =
          one(10)
              ? NodeState.values()[random.nextInt(NodeState.values().length)]
              : NodeState.ONLINE;
      return new PlacementNode(
          new NodeName(name),
          state,
          amounts(6, 14),
          used,
          labels,
          one(12) ? Set.of() : Set.of(Grids.DEBIAN, new ImageId("other")),
          present);
    }

    private PresentMachine standing(String id, Tenancy tenant) {
      Tenancy whose =
          one(3)
              ? tenant
              : new Tenancy(
                  new ConfigurationId("other" + random.nextInt(3)),
                  new AccountId("a" + random.nextInt(2)),
                  one(6),
                  dedication(8));
      return new PresentMachine(
          whose,
          new ComponentId(one(4) ? "id-c0" : "id-" + id),
          KINDS[random.nextInt(4)],
          0,
          nature(),
          amounts(0, 1));
    }

    private MachineNature nature() {
      return new MachineNature(
          one(4),
          one(3) ? random.nextInt(400_000) : 0,
          one(3) ? Optional.of(LICENCES.get(random.nextInt(2))) : Optional.empty());
    }

    private void add(
        List<PlacementComponent> to, String name, int kinds, List<PlacementNode> nodes) {
      ComponentKind kind = KINDS[random.nextInt(kinds + 1)];
      Capacity demand = one(2) ? new Capacity(1, 1, 1, 1) : amounts(0, 5);
      PlacementComponent machine =
          new PlacementComponent(
              new ComponentId("id-" + name), name, kind, 0, demand, demand, Grids.DEBIAN);
      if (one(2)) {
        machine = machine.of(nature());
      }
      NodeName some = nodes.get(random.nextInt(nodes.size())).name();
      if (one(12)) {
        machine = machine.pinnedTo(some);
      } else if (one(8)) {
        machine = machine.standingOn(some);
      }
      to.add(machine);
      if (one(6) && to.size() < mostMachines) {
        to.add(
            new PlacementComponent(
                machine.id(),
                name,
                kind,
                1,
                demand,
                demand,
                Grids.DEBIAN,
                machine.nature(),
                Optional.empty(),
                Optional.empty()));
      }
    }

    private PlacementPolicy policy() {
      PlacementPolicy policy = PlacementPolicy.PUBLISHED;
      for (String factor : PlacementPolicy.PUBLISHED.factors().keySet()) {
        if (one(3)) {
          FactorMode mode = FactorMode.values()[random.nextInt(3)];
          int limit = factor.equals("mix") ? 1 + random.nextInt(3) : 300 + random.nextInt(700);
          policy =
              policy.with(
                  factor,
                  new FactorSetting(
                      mode,
                      factor.equals("coLocation")
                          ? BigDecimal.valueOf(100)
                          : BigDecimal.valueOf(1 + random.nextInt(3000), 3),
                      limit));
        }
      }
      if (one(5)) {
        // Whole tiers may share a node now, and racks alone keep them apart.
        policy = policy.with("coLocation", FactorMode.OFF).with("distinct", FactorMode.OFF);
      }
      if (one(3)) {
        policy =
            policy.withGroups(
                Map.of("g0", Set.of(ComponentKind.LOAD_BALANCER, ComponentKind.DATABASE)));
      }
      return new PlacementPolicy(policy.mode(), policy.factors(), policy.groups(), one(2));
    }

    private Capacity amounts(int from, int to) {
      return new Capacity(
          between(from, to), between(from, to), between(from, to), between(from, to));
    }

    private int between(int from, int to) {
      return from + random.nextInt(to - from + 1);
    }
  }
}
