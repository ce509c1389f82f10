package io.gridwright.domain.placement;

import static io.gridwright.domain.placement.FactorSetting.FULL;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.operation.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operator's policy of placement (DESIGN section 5, F82, D9): the one place of all weights. A
 * factor that is not named has its published setting.
 *
 * @param mode what a good node is, all else equal
 * @param factors by name: {@code utilisation}, {@code coLocation} and so on, see {@link #PUBLISHED}
 * @param groups by the value of a node's label {@code group} the kinds that stand there, and only
 *     there; such nodes take no other kind (F91)
 * @param emptyNodesIsolate whether an empty ordinary node may become an isolation node (F79)
 */
public record PlacementPolicy(
    Mode mode,
    Map<String, FactorSetting> factors,
    Map<String, Set<ComponentKind>> groups,
    boolean emptyNodesIsolate) {

  /** What is wanted of the grid as a whole (F85). */
  public enum Mode {
    /** Load spread evenly: every server gets the least used node. */
    SPREAD,
    /** Room kept in one piece: a server goes where it spoils the fewest places for typical ones. */
    PACK
  }

  /** Sharing a node never costs less by these, so that no wish for them can pay for it. */
  private static final Set<String> AGAINST_SHARING = Set.of("coLocation", "distinct");

  /** Factors whose limit is a share of a node in thousandths. */
  private static final Set<String> SHARES = Set.of("utilisation", "access", "traffic");

  /** For how many machines co-location must outweigh all else, whatever they cost. */
  private static final int TYPICAL_MACHINES = 12;

  private static final String CO_LOCATION = "coLocation";

  /**
   * The published defaults (SCHEDULING section 2). Weights are relative to a value of 0 to 1000
   * each: what a shared node costs (100,000) outweighs everything else of twelve machines.
   */
  public static final PlacementPolicy PUBLISHED =
      new PlacementPolicy(
          Mode.SPREAD,
          Map.ofEntries(
              Map.entry("utilisation", FactorSetting.score("1", 900)),
              Map.entry(CO_LOCATION, FactorSetting.score("100", 0)),
              Map.entry("mix", FactorSetting.score("0.5", 2)),
              Map.entry("licence", FactorSetting.score("2", 0)),
              Map.entry("access", FactorSetting.score("0.25", 800)),
              Map.entry("traffic", FactorSetting.score("0.5", 800)),
              Map.entry("moves", FactorSetting.score("1", 0)),
              Map.entry("distinct", FactorSetting.rule("1.5")),
              Map.entry("dataSpread", FactorSetting.rule("1.5")),
              Map.entry("racks", FactorSetting.rule("1.5")),
              Map.entry("isolation", FactorSetting.rule("1.5")),
              Map.entry("dedicated", FactorSetting.rule("1.5")),
              Map.entry("groups", FactorSetting.rule("1.5"))),
          Map.of(),
          true);

  public PlacementPolicy {
    factors = Collections.unmodifiableMap(new TreeMap<>(factors));
    groups = Collections.unmodifiableMap(new TreeMap<>(groups));
  }

  /** The setting of a factor. */
  public FactorSetting of(String factor) {
    FactorSetting own = factors.get(factor);
    if (own != null) {
      return own;
    }
    FactorSetting published = PUBLISHED.factors.get(factor);
    if (published == null) {
      throw new IllegalArgumentException("there is no factor " + factor);
    }
    return published;
  }

  /** Whether a factor is a rule. */
  public boolean isRule(String factor) {
    return of(factor).mode() == FactorMode.RULE;
  }

  /**
   * Whether a kind may stand on a node of a group (F91).
   *
   * @param label of the node; labels that no group bears mean nothing
   */
  public boolean groupTakes(Optional<String> label, ComponentKind kind) {
    return label
        .map(groups::get)
        .map(kinds -> kinds.contains(kind))
        .orElseGet(() -> groups.values().stream().noneMatch(kinds -> kinds.contains(kind)));
  }

  /** This policy with one factor set otherwise. */
  public PlacementPolicy with(String factor, FactorSetting setting) {
    var others = new TreeMap<>(factors);
    others.put(factor, setting);
    return new PlacementPolicy(mode, others, groups, emptyNodesIsolate);
  }

  /** This policy with one factor in another form. */
  public PlacementPolicy with(String factor, FactorMode form) {
    return with(factor, of(factor).in(form));
  }

  /** This policy in another mode. */
  public PlacementPolicy with(Mode other) {
    return new PlacementPolicy(other, factors, groups, emptyNodesIsolate);
  }

  /** This policy with other groups. */
  public PlacementPolicy withGroups(Map<String, Set<ComponentKind>> others) {
    return new PlacementPolicy(mode, factors, others, emptyNodesIsolate);
  }

  /** What is wrong with it, by field; empty where nothing is. */
  public List<FieldError> faults() {
    List<FieldError> faults = new ArrayList<>();
    factors.forEach(
        (name, setting) -> {
          if (!PUBLISHED.factors.containsKey(name)) {
            faults.add(
                new FieldError(
                    "/factors/" + name,
                    "There is no such factor; the factors are "
                        + String.join(", ", PUBLISHED.factors.keySet())
                        + "."));
          } else if (outOfRange(setting.weight())) {
            faults.add(
                new FieldError(
                    "/factors/" + name + "/weight", "A weight is a number from 0.001 to 1000."));
          }
          limitFault(name, setting).ifPresent(faults::add);
        });
    groupFaults(faults);
    if (faults.isEmpty()) {
      dominanceFault(faults);
    }
    return faults;
  }

  private static boolean outOfRange(BigDecimal weight) {
    return weight.compareTo(FactorSetting.LEAST) < 0 || weight.compareTo(FactorSetting.MOST) > 0;
  }

  private static Optional<FieldError> limitFault(String name, FactorSetting setting) {
    boolean share = SHARES.contains(name);
    int least = share && setting.mode() == FactorMode.RULE ? 1 : 0;
    if (setting.limit() >= least && (!share || setting.limit() <= FULL)) {
      return Optional.empty();
    }
    String range =
        share ? "a share of a node in thousandths, from %d to 1000".formatted(least) : "0 or more";
    return Optional.of(
        new FieldError("/factors/" + name + "/limit", "The limit is " + range + "."));
  }

  private void groupFaults(List<FieldError> faults) {
    Map<ComponentKind, String> seen = new TreeMap<>();
    groups.forEach(
        (label, kinds) -> {
          if (label.isBlank() || kinds.isEmpty()) {
            faults.add(
                new FieldError(
                    "/groups/" + label, "A group has a name and at least one kind of component."));
          }
          for (ComponentKind kind : kinds) {
            String other = seen.putIfAbsent(kind, label);
            if (other != null) {
              faults.add(
                  new FieldError(
                      "/groups/" + label,
                      "%s is in the group \"%s\" already; name each kind once."
                          .formatted(kind, other)));
            }
          }
        });
  }

  // Were it otherwise, a shared node could be cheaper than a spread configuration (Rule B).
  private void dominanceFault(List<FieldError> faults) {
    FactorSetting shared = of(CO_LOCATION);
    if (shared.mode() != FactorMode.SCORE) {
      return;
    }
    List<String> others =
        PUBLISHED.factors.keySet().stream()
            .filter(name -> !AGAINST_SHARING.contains(name))
            .filter(name -> of(name).mode() == FactorMode.SCORE)
            .toList();
    long rest = others.stream().mapToLong(name -> of(name).cost(FULL)).sum();
    if (shared.cost(FULL) <= TYPICAL_MACHINES * rest) {
      faults.add(
          TYPICAL_MACHINES * rest < FactorSetting.MOST.longValueExact() * FULL
              ? raiseShared(rest)
              : lowerHeaviest(others, rest));
    }
  }

  private static FieldError raiseShared(long rest) {
    return new FieldError(
        "/factors/" + CO_LOCATION + "/weight",
        ("It must outweigh all else of %d machines: raise it above %d, lower the others, or make"
                + " it RULE or OFF.")
            .formatted(TYPICAL_MACHINES, TYPICAL_MACHINES * rest / FULL));
  }

  /** No weight would be enough. */
  private FieldError lowerHeaviest(List<String> others, long rest) {
    String heaviest =
        others.stream().max(Comparator.comparingLong(name -> of(name).cost(FULL))).orElseThrow();
    long elsewhere = rest - of(heaviest).cost(FULL);
    BigDecimal below =
        of(CO_LOCATION)
            .weight()
            .subtract(BigDecimal.valueOf(TYPICAL_MACHINES * elsewhere, 3))
            .divide(BigDecimal.valueOf(TYPICAL_MACHINES), 3, RoundingMode.FLOOR);
    return new FieldError(
        "/factors/" + heaviest + "/weight",
        below.signum() > 0
            ? ("All of %d machines must weigh less than %s: make this less than %s, or make %s RULE"
                    + " or OFF.")
                .formatted(TYPICAL_MACHINES, CO_LOCATION, below.toPlainString(), CO_LOCATION)
            : ("All of %d machines must weigh less than %s: lower this and the others, or make %s"
                    + " RULE or OFF.")
                .formatted(TYPICAL_MACHINES, CO_LOCATION, CO_LOCATION));
  }
}
