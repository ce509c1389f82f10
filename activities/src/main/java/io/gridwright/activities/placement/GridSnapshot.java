package io.gridwright.activities.placement;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.configuration.Licence;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.MachineNature;
import io.gridwright.scheduler.placement.NodeLicence;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.placement.PlacementProblem;
import io.gridwright.scheduler.placement.PresentMachine;
import io.gridwright.scheduler.placement.Tenancy;
import io.gridwright.store.Store;
import io.gridwright.store.grid.GridNode;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger's grid as the scheduler looks at it. */
public final class GridSnapshot {
  private final Store store;

  public GridSnapshot(Store store) {
    this.store = store;
  }

  /**
   * All machines of a document on the grid as it is now.
   *
   * @param seed of the search; where several nodes are equally good it decides, so that
   *     simultaneous orders with seeds of their own do not all run for the same
   * @throws GridUnseenException before the watch has seen the grid for the first time
   */
  PlacementProblem problem(
      AccountId account, ConfigurationId configuration, ConfigurationDocument document, int seed) {
    Fees fees = Fees.of(store.images().catalogue().images());
    return new PlacementProblem(
        tenancy(account, configuration, document),
        look(fees).grid(),
        machines(document, fees),
        seed);
  }

  /**
   * The grid as it is now, and what stands there.
   *
   * @param machines by what holds room: a machine that is being moved holds it on two nodes
   */
  public record Seen(GridState grid, Map<Tenant, PresentMachine> machines) {}

  /**
   * Looks at all of it.
   *
   * @throws GridUnseenException before the watch has seen the grid for the first time
   */
  public Seen look() {
    return look(Fees.of(store.images().catalogue().images()));
  }

  private Seen look(Fees fees) {
    List<GridNode> nodes = store.nodes().list();
    Spread spread = Spread.of(nodes);
    Map<Tenant, PresentMachine> machines = new LinkedHashMap<>();
    nodes.forEach(node -> node.tenants().forEach(t -> machines.put(t, present(t, fees, spread))));
    if (nodes.isEmpty()) {
      throw new GridUnseenException();
    }
    return new Seen(
        GridState.of(nodes.stream().map(node -> node(node, machines)).toList()), machines);
  }

  private Tenancy tenancy(
      AccountId account, ConfigurationId configuration, ConfigurationDocument document) {
    boolean risky =
        document.effectiveRisk().risky()
            || store.accounts().find(account).stream().anyMatch(a -> a.risk() == RiskLevel.HIGH);
    return new Tenancy(configuration, account, risky, document.dedicated());
  }

  private static List<PlacementComponent> machines(ConfigurationDocument document, Fees fees) {
    return document.components().stream()
        .flatMap(
            component ->
                PlacementComponent.machinesOf(
                    component.id().orElseGet(() -> new ComponentId(component.name())),
                    component,
                    fees.of(component.image()))
                    .stream())
        .toList();
  }

  private static PlacementNode node(GridNode from, Map<Tenant, PresentMachine> machines) {
    var row = from.node();
    return new PlacementNode(
        row.name(),
        row.state(),
        row.capacity(),
        row.reserved().plus(row.allocated()).plus(row.foreign()),
        labels(row),
        from.images(),
        from.tenants().stream().map(machines::get).toList());
  }

  private static PresentMachine present(Tenant tenant, Fees fees, Spread spread) {
    var access = tenant.access();
    long load = MachineNature.accessLoad(access.perHour(), access.seconds(), spread.over(tenant));
    Optional<NodeLicence> licence =
        tenant.os().flatMap(os -> tenant.licence().flatMap(paid -> fees.of(os, paid)));
    return new PresentMachine(
        new Tenancy(
            tenant.configurationId(), tenant.accountId(), tenant.risky(), tenant.dedicated()),
        tenant.componentId(),
        tenant.kind(),
        tenant.ordinal(),
        new MachineNature(false, load, licence),
        tenant.amount());
  }

  /** The operator's, and whether strangers' guests were seen there. */
  private static Map<String, String> labels(NodeRow row) {
    Map<String, String> labels = words(row.labels());
    labels.put(PlacementNode.STRANGERS, Boolean.toString(row.hasStrangers()));
    return labels;
  }

  private static Map<String, String> words(Map<String, Object> labels) {
    Map<String, String> words = new HashMap<>();
    labels.forEach(
        (name, value) -> {
          if (value instanceof Collection<?> several) {
            words.put(name, several.stream().map(String::valueOf).collect(joining(",")));
          } else if (value != null) {
            words.put(name, String.valueOf(value));
          }
        });
    return words;
  }

  /** Over how many machines a component is spread: each has its share of the accesses. */
  private record Spread(Map<ComponentId, Long> machines) {
    static Spread of(List<GridNode> nodes) {
      return new Spread(
          nodes.stream()
              .flatMap(node -> node.tenants().stream())
              .collect(
                  groupingBy(
                      Tenant::componentId,
                      mapping(
                          Tenant::machineId, collectingAndThen(toSet(), s -> (long) s.size())))));
    }

    long over(Tenant tenant) {
      return Math.max(1, machines.getOrDefault(tenant.componentId(), 1L));
    }
  }

  /** Licence fees in thousandths of the dearest, so that no currency enters a score. */
  private record Fees(long dearestMinor, Map<ImageId, Image> images) {
    static Fees of(Collection<Image> images) {
      Map<ImageId, Image> byId = new HashMap<>();
      images.forEach(image -> byId.put(image.id(), image));
      long dearest =
          images.stream()
              .flatMap(image -> image.licence().stream())
              .filter(licence -> licence.per() == Licence.Per.NODE)
              .mapToLong(licence -> licence.cost().minor())
              .max()
              .orElse(0);
      return new Fees(dearest, byId);
    }

    Optional<NodeLicence> of(ImageId image) {
      Image known = images.get(image);
      return known == null
          ? Optional.empty()
          : known.licence().flatMap(licence -> of(known.os(), licence));
    }

    /** Fees per machine are the same on every node. */
    Optional<NodeLicence> of(String os, Licence licence) {
      long minor = licence.cost().minor();
      return licence.per() == Licence.Per.NODE && minor > 0
          ? Optional.of(
              new NodeLicence(
                  os, (int) Math.max(1, Math.min(1000, minor * 1000 / Math.max(1, dearestMinor)))))
          : Optional.empty();
    }
  }
}
