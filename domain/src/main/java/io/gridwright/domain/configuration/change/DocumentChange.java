package io.gridwright.domain.configuration.change;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The smallest set of changes from one document to another (F116-F125): what is not named in it is
 * not touched (F123). A component is known by its id, so that a new name renames it, else by its
 * name. Pure: the same documents give the same changes.
 *
 * @param components in the desired document's order, then those that go
 * @param faults what no change can bring about, by field of the desired document
 */
public record DocumentChange(List<ComponentChange> components, List<FieldError> faults) {
  private static final Set<How> BUILT = EnumSet.of(How.ADD, How.SWAP);

  public DocumentChange {
    components = List.copyOf(components);
    faults = List.copyOf(faults);
  }

  /**
   * @param before as it was accepted: every component has its id
   */
  public static DocumentChange between(ConfigurationDocument before, ConfigurationDocument after) {
    List<ComponentChange> changes = new ArrayList<>();
    List<FieldError> faults = new ArrayList<>();
    Map<String, Component> matches = matches(before, after);
    Set<ComponentId> kept = new HashSet<>();
    for (int i = 0; i < after.components().size(); i++) {
      Component desired = after.components().get(i);
      Component present = matches.get(desired.name());
      if (present == null) {
        changes.add(one(desired.id(), desired.name(), How.ADD, "new"));
      } else {
        kept.add(present.id().orElseThrow());
        faults.addAll(faults("/components/" + i, present, desired));
        changes.add(change(before, after, present, desired));
      }
    }
    tellNeighbours(after, changes);
    before.components().stream()
        .filter(c -> !kept.contains(c.id().orElseThrow()))
        .forEach(c -> changes.add(one(c.id(), c.name(), How.REMOVE, "not in the document")));
    return new DocumentChange(changes, faults);
  }

  /** Everything of a document is new where nothing stands: it was never built, or undone. */
  public static DocumentChange of(
      Optional<ConfigurationDocument> before, ConfigurationDocument after) {
    return before
        .map(standing -> between(standing, after))
        .orElseGet(
            () ->
                new DocumentChange(
                    after.components().stream()
                        .map(c -> one(c.id(), c.name(), How.ADD, "new"))
                        .toList(),
                    List.of()));
  }

  /**
   * Nothing of a document changes, but some of its components are built anew because the machines
   * of before are lost (F132): their neighbours learn where they are now, and nobody else is
   * touched.
   */
  public static DocumentChange replacing(ConfigurationDocument standing, Set<ComponentId> lost) {
    List<ComponentChange> changes =
        new ArrayList<>(
            standing.components().stream()
                .map(
                    c ->
                        c.id().filter(lost::contains).isPresent()
                            ? one(c.id(), c.name(), How.SWAP, "its node is lost")
                            : untouched(c))
                .toList());
    tellNeighbours(standing, changes);
    return new DocumentChange(changes, List.of());
  }

  private static ComponentChange untouched(Component component) {
    return new ComponentChange(
        component.id(), component.name(), How.NONE, Interruption.NONE, List.of());
  }

  /**
   * What becomes of a component of the desired document.
   *
   * @throws IllegalArgumentException where it is not in it
   */
  public ComponentChange of(String component) {
    return components.stream()
        .filter(change -> change.component().equals(component) && change.how() != How.REMOVE)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(component + " is not in the desired document"));
  }

  /** Components of the desired document of which machines are built, each with its id. */
  public List<Component> built(ConfigurationDocument after) {
    return after.components().stream()
        .filter(c -> BUILT.contains(of(c.name()).how()))
        .map(c -> of(c.name()).id().map(c::identified).orElse(c))
        .toList();
  }

  /** Whether any machine or rule is touched. */
  public boolean touches() {
    return components.stream().anyMatch(ComponentChange::touches);
  }

  /** The worst that clients of any component notice. */
  public Interruption interruption() {
    return worst(components, ComponentChange::interruption, Interruption.NONE);
  }

  private static <T, E extends Enum<E>> E worst(List<T> of, Function<T, E> how, E mildest) {
    return of.stream().map(how).max(Comparator.naturalOrder()).orElse(mildest);
  }

  /** Present components by the name that they are desired under. */
  private static Map<String, Component> matches(
      ConfigurationDocument before, ConfigurationDocument after) {
    Map<ComponentId, Component> byId = new LinkedHashMap<>();
    before.components().forEach(c -> byId.put(c.id().orElseThrow(), c));
    Map<String, Component> matches = new LinkedHashMap<>();
    for (Component desired : after.components()) {
      desired.id().map(byId::remove).ifPresent(present -> matches.put(desired.name(), present));
    }
    for (Component desired : after.components()) {
      if (desired.id().isEmpty()) {
        byId.values().stream()
            .filter(present -> present.name().equals(desired.name()))
            .findFirst()
            .ifPresent(
                present -> {
                  byId.remove(present.id().orElseThrow());
                  matches.put(desired.name(), present);
                });
      }
    }
    return matches;
  }

  private static ComponentChange change(
      ConfigurationDocument before,
      ConfigurationDocument after,
      Component present,
      Component desired) {
    List<Difference> differences = new ArrayList<>(Aspects.of(present, desired));
    if (!links(before, present.name()).equals(links(after, desired.name()))) {
      differences.add(Difference.live("links"));
    }
    if (!pools(before, present.name()).equals(pools(after, desired.name()))) {
      differences.add(Difference.live("pool"));
    }
    if (!openings(before, present.name()).equals(openings(after, desired.name()))) {
      differences.add(Difference.live("firewall"));
    }
    return new ComponentChange(
        present.id(),
        desired.name(),
        worst(differences, Difference::how, How.NONE),
        worst(differences, Difference::interruption, Interruption.NONE),
        differences.stream().map(Difference::why).toList());
  }

  /** Whoever knows a replaced component by its address learns the new one. */
  private static void tellNeighbours(ConfigurationDocument after, List<ComponentChange> changes) {
    List<String> replaced =
        changes.stream()
            .filter(change -> change.how() == How.SWAP)
            .map(ComponentChange::component)
            .toList();
    changes.replaceAll(
        change -> {
          List<String> why =
              replaced.stream()
                  .filter(name -> knows(after, change.component(), name))
                  .map(name -> name + " is replaced")
                  .toList();
          return change.how() == How.NONE && !why.isEmpty()
              ? new ComponentChange(
                  change.id(),
                  change.component(),
                  How.LIVE,
                  Interruption.NONE,
                  Stream.concat(change.why().stream(), why.stream()).toList())
              : change;
        });
  }

  private static boolean knows(ConfigurationDocument document, String one, String other) {
    return document.links().stream()
            .anyMatch(
                link ->
                    link.from().equals(one) && link.to().equals(other)
                        || link.from().equals(other) && link.to().equals(one))
        || isPooledBy(document, other, one)
        || isPooledBy(document, one, other);
  }

  private static boolean isPooledBy(
      ConfigurationDocument document, String member, String balancer) {
    return pools(document, member).stream().anyMatch(place -> place.balancer().equals(balancer));
  }

  /** A place of a component in a pool: whoever balances to it may open its port. */
  private record PoolPlace(String balancer, int port) {}

  private static Set<PoolPlace> pools(ConfigurationDocument document, String component) {
    Set<PoolPlace> places = new HashSet<>();
    for (Component balancer : document.components()) {
      balancer.virtualIps().stream()
          .flatMap(address -> address.pool().stream())
          .filter(member -> member.component().equals(component))
          .forEach(member -> places.add(new PoolPlace(balancer.name(), member.port())));
    }
    return places;
  }

  private static ComponentChange one(Optional<ComponentId> id, String name, How how, String why) {
    return new ComponentChange(id, name, how, Interruption.NONE, List.of(why));
  }

  /** A link at both ends, each with the ends' names, since peers are known by name inside. */
  private static Set<Link> links(ConfigurationDocument document, String component) {
    return new HashSet<>(
        document.links().stream()
            .filter(link -> link.from().equals(component) || link.to().equals(component))
            .toList());
  }

  private static Set<FirewallEntry> openings(ConfigurationDocument document, String component) {
    return new HashSet<>(
        document.firewall().stream().filter(e -> e.component().equals(component)).toList());
  }

  private static List<FieldError> faults(String path, Component present, Component desired) {
    return Stream.of(
            fault(
                present.kind() == desired.kind(),
                path + "/kind",
                "A %s stays one; add another component and remove this one."
                    .formatted(present.kind())),
            fault(
                desired.diskGib() >= present.diskGib(),
                path + "/diskGiB",
                "A disk only grows; it has %d GiB. Add a component with a smaller one and remove"
                        .formatted(present.diskGib())
                    + " this one."),
            fault(
                present.stateless() || sameEngine(present, desired),
                path + "/engine",
                "Its data stays with %s; add another component for another engine."
                    .formatted(present.engine().map(Engine::name).orElse("its engine"))))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean sameEngine(Component present, Component desired) {
    return present.engine().map(Engine::name).equals(desired.engine().map(Engine::name));
  }

  private static Optional<FieldError> fault(boolean sound, String field, String message) {
    return sound ? Optional.empty() : Optional.of(new FieldError(field, message));
  }
}
