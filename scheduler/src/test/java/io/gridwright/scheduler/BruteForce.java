package io.gridwright.scheduler;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tries every placement of a small problem. Written from DESIGN section 5, SCHEDULING section 2 and
 * the published meaning of the factors alone: it shares no line with rules, factors or search, so
 * that a mistake there shows as a difference.
 */
final class BruteForce {
  private final PlacementProblem problem;
  private final PlacementPolicy policy;
  private final List<PlacementNode> nodes;
  private final List<PlacementComponent> machines;
  private final int[] chosen;
  private long best = Long.MAX_VALUE;

  private BruteForce(PlacementProblem problem, PlacementPolicy policy) {
    this.problem = problem;
    this.policy = policy;
    this.nodes = problem.nodes();
    this.machines = problem.components();
    this.chosen = new int[machines.size()];
  }

  /** The least cost of any valid placement, in thousandths; empty where there is none. */
  static OptionalLong leastCost(PlacementProblem problem, PlacementPolicy policy) {
    BruteForce all = new BruteForce(problem, policy);
    all.choose(0);
    return all.best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(all.best);
  }

  private void choose(int component) {
    if (component == chosen.length) {
      long cost = cost();
      best = cost < 0 ? best : Math.min(best, cost);
      return;
    }
    for (int node = 0; node < nodes.size(); node++) {
      if (alone(machines.get(component), nodes.get(node))) {
        chosen[component] = node;
        choose(component + 1);
      }
    }
  }

  private static boolean alone(PlacementComponent c, PlacementNode node) {
    return node.state() == NodeState.ONLINE
        && (c.standsOn().isPresent() || node.images().contains(c.image()))
        && c.pinnedTo().stream().allMatch(node.name()::equals);
  }

  private long broken;

  private void charge(String factor, long value) {
    var setting = policy.of(factor);
    if (setting.mode() == FactorMode.SCORE) {
      broken += value * setting.weightThousandths();
    }
  }

  private boolean isRule(String factor) {
    return policy.of(factor).mode() == FactorMode.RULE;
  }

  private static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Impossible() {
      super(null, null, false, false);
    }
  }

  private void keptOrBroken(String factor, long times) {
    if (times > 0 && isRule(factor)) {
      throw new Impossible();
    }
    charge(factor, 1000 * times);
  }

  /** The cost of the chosen placement; -1 where a rule forbids it. */
  private long cost() {
    broken = 0;
    try {
      for (int n = 0; n < nodes.size(); n++) {
        node(nodes.get(n), on(n));
      }
      racks("racks");
      racks("dataSpread");
      return broken;
    } catch (Impossible none) {
      return -1;
    }
  }

  private List<PlacementComponent> on(int n) {
    List<PlacementComponent> here = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] == n) {
        here.add(machines.get(i));
      }
    }
    return here;
  }

  private boolean stays(PresentMachine m) {
    return m.tenancy().configuration().equals(problem.tenant().configuration())
        && machines.stream()
            .noneMatch(c -> c.id().equals(m.component()) && c.ordinal() == m.ordinal());
  }

  private void node(PlacementNode node, List<PlacementComponent> here) {
    if (here.isEmpty()) {
      return;
    }
    Capacity sum = Capacity.NONE;
    for (PlacementComponent c : here) {
      sum = sum.plus(c.demand());
    }
    fits(node, sum);
    List<PresentMachine> own = node.present().stream().filter(this::stays).toList();
    keptOrBroken("coLocation", own.isEmpty() ? here.size() - 1 : here.size());
    for (ComponentKind tier : ComponentKind.values()) {
      int fresh = (int) here.stream().filter(c -> c.kind() == tier).count();
      boolean mate = own.stream().anyMatch(m -> m.kind() == tier);
      if (fresh > 0) {
        keptOrBroken("distinct", mate ? fresh : fresh - 1);
      }
    }
    for (PlacementComponent c : here) {
      long same = here.stream().filter(o -> o.id().equals(c.id())).count();
      if (same + own.stream().filter(m -> m.component().equals(c.id())).count() > 1) {
        throw new Impossible();
      }
      tenant(node, c);
      moves(node, c);
    }
    utilisation(node, here, sum);
    licences(node, here);
    mix(node, here);
    access(node, here);
    traffic(node, here, sum);
  }

  private static void fits(PlacementNode node, Capacity sum) {
    Capacity after = node.used().plus(sum);
    Capacity all = node.capacity();
    if (sum.memoryMib() > 0 && after.memoryMib() > all.memoryMib()
        || sum.vcpus() > 0 && after.vcpus() > all.vcpus()
        || sum.diskGib() > 0 && after.diskGib() > all.diskGib()
        || sum.bandwidthMbps() > 0 && after.bandwidthMbps() > all.bandwidthMbps()) {
      throw new Impossible();
    }
  }

  private void tenant(PlacementNode node, PlacementComponent c) {
    Tenancy us = problem.tenant();
    boolean danger = node.present().stream().anyMatch(m -> m.tenancy().risky());
    boolean unknown = "true".equals(node.labels().get("strangers"));
    boolean foreign =
        unknown
            || node.present().stream().anyMatch(m -> !m.tenancy().account().equals(us.account()));
    boolean label = "true".equals(node.labels().get("isolated"));
    boolean good =
        us.risky()
            ? !foreign
                && (label || policy.emptyNodesIsolate() && (danger || node.present().isEmpty()))
            : !danger && !label;
    keptOrBroken("isolation", good ? 0 : 1);

    boolean reserved =
        node.labels().containsKey("dedicatedTo")
            && !node.labels().get("dedicatedTo").equals(us.account().value());
    reserved |= us.dedicated() != Dedication.NONE && unknown;
    for (PresentMachine m : node.present()) {
      boolean account = m.tenancy().account().equals(us.account());
      boolean configuration = m.tenancy().configuration().equals(us.configuration());
      for (Dedication wish : List.of(us.dedicated(), m.tenancy().dedicated())) {
        reserved |= wish == Dedication.ACCOUNT && !account;
        reserved |= wish == Dedication.CONFIGURATION && !configuration;
      }
    }
    keptOrBroken("dedicated", reserved ? 1 : 0);

    String group = node.labels().getOrDefault("group", "");
    boolean wrong = false;
    for (var entry : policy.groups().entrySet()) {
      wrong |= entry.getValue().contains(c.kind()) != entry.getKey().equals(group);
    }
    keptOrBroken("groups", wrong ? 1 : 0);
  }

  private void moves(PlacementNode node, PlacementComponent c) {
    if (c.standsOn().isPresent() && !c.standsOn().get().equals(node.name())) {
      long gib = (c.demand().memoryMib() + 1023) / 1024;
      if (isRule("moves")) {
        throw new Impossible();
      }
      charge("moves", 20 + 2 * gib);
    }
  }

  private void utilisation(PlacementNode node, List<PlacementComponent> here, Capacity sum) {
    for (PlacementComponent c : here) {
      charge("utilisation", utilisation(c, node));
    }
    if (isRule("utilisation")) {
      long limit = policy.of("utilisation").limit();
      line(sum.memoryMib(), node.used().memoryMib(), node.capacity().memoryMib(), limit);
      line(sum.vcpus(), node.used().vcpus(), node.capacity().vcpus(), limit);
      line(sum.diskGib(), node.used().diskGib(), node.capacity().diskGib(), limit);
      line(
          sum.bandwidthMbps(), node.used().bandwidthMbps(), node.capacity().bandwidthMbps(), limit);
    }
  }

  private static void line(long added, long used, long all, long limit) {
    if (added > 0 && share(used + added, all) > limit) {
      throw new Impossible();
    }
  }

  static long utilisation(PlacementComponent component, PlacementNode node) {
    Capacity after = node.used().plus(component.demand());
    long a = share(after.memoryMib(), node.capacity().memoryMib());
    long b = share(after.vcpus(), node.capacity().vcpus());
    long c = share(after.diskGib(), node.capacity().diskGib());
    long d = share(after.bandwidthMbps(), node.capacity().bandwidthMbps());
    return (4 * Math.max(Math.max(a, b), Math.max(c, d)) + a + b + c + d) / 8;
  }

  private static long share(long used, long all) {
    return all == 0 ? 1000 : Math.min(1000, used * 1000 / all);
  }

  private void licences(PlacementNode node, List<PlacementComponent> here) {
    Set<String> paid = new HashSet<>();
    if (node.labels().containsKey("licences")) {
      paid.addAll(List.of(node.labels().get("licences").split(",")));
    }
    node.present().forEach(m -> m.nature().licence().ifPresent(l -> paid.add(l.os())));
    for (PlacementComponent c : here) {
      if (c.nature().licence().isPresent() && !paid.contains(c.nature().licence().get().os())) {
        if (isRule("licence")) {
          throw new Impossible();
        }
        charge("licence", c.nature().licence().get().fee());
        paid.add(c.nature().licence().get().os());
      }
    }
  }

  private static boolean network(ComponentKind kind) {
    return kind == ComponentKind.WEB || kind == ComponentKind.LOAD_BALANCER;
  }

  private void mix(PlacementNode node, List<PlacementComponent> here) {
    long web = node.present().stream().filter(m -> network(m.kind())).count();
    long data = node.present().size() - web;
    long webs = here.stream().filter(c -> network(c.kind())).count();
    long datas = here.size() - webs;
    long limit = policy.of("mix").limit();
    if (isRule("mix")
        && (webs > 0 && web + webs - data > limit || datas > 0 && data + datas - web > limit)) {
      throw new Impossible();
    }
    long before = Math.abs(web - data);
    long after = Math.abs(web + webs - data - datas);
    charge("mix", 500 * (after - before + here.size()));
  }

  private void access(PlacementNode node, List<PlacementComponent> here) {
    long standing = node.present().stream().mapToLong(m -> m.nature().accessLoad()).sum();
    long added = here.stream().mapToLong(c -> c.nature().accessLoad()).sum();
    for (PlacementComponent c : here) {
      if (c.nature().accessLoad() > 0) {
        charge("access", busy(standing + c.nature().accessLoad(), node));
      }
    }
    if (isRule("access")
        && added > 0
        && busy(standing + added, node) > policy.of("access").limit()) {
      throw new Impossible();
    }
  }

  private static long busy(long load, PlacementNode node) {
    return node.capacity().vcpus() == 0
        ? 1000
        : Math.min(1000, load / (50L * node.capacity().vcpus()));
  }

  private void traffic(PlacementNode node, List<PlacementComponent> here, Capacity sum) {
    boolean heavy = false;
    for (PlacementComponent c : here) {
      if (c.nature().heavyTraffic()) {
        heavy = true;
        charge(
            "traffic",
            share(
                node.used().bandwidthMbps() + c.demand().bandwidthMbps(),
                node.capacity().bandwidthMbps()));
      }
    }
    if (isRule("traffic")
        && heavy
        && share(node.used().bandwidthMbps() + sum.bandwidthMbps(), node.capacity().bandwidthMbps())
            > policy.of("traffic").limit()) {
      throw new Impossible();
    }
  }

  private static String rack(PlacementNode node) {
    return node.labels().getOrDefault("rack", "alone:" + node.name().value());
  }

  private void racks(String factor) {
    for (ComponentKind tier : ComponentKind.values()) {
      List<String> standing = new ArrayList<>();
      for (PlacementNode node : nodes) {
        node.present().stream()
            .filter(m -> stays(m) && m.kind() == tier)
            .forEach(m -> standing.add(rack(node)));
      }
      List<String> fresh = new ArrayList<>();
      for (int i = 0; i < chosen.length; i++) {
        if (machines.get(i).kind() == tier) {
          fresh.add(rack(nodes.get(chosen[i])));
        }
      }
      int total = standing.size() + fresh.size();
      if (total < 2 || factor.equals("dataSpread") && tier != ComponentKind.DATABASE) {
        continue;
      }
      int most = factor.equals("racks") ? (total + 1) / 2 : total - 1;
      for (String rack : new HashSet<>(fresh)) {
        int before = (int) standing.stream().filter(rack::equals).count();
        int after = before + (int) fresh.stream().filter(rack::equals).count();
        keptOrBroken(factor, Math.max(0, after - most) - Math.max(0, before - most));
      }
    }
  }
}
