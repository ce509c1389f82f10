package io.gridwright.domain.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The document a customer sends, validated and with its defaults filled in: the desired state of a
 * configuration.
 *
 * @param tiers the memory of each tier of which components ask a percentage
 * @param maximumLatencyMs upper bound between linked components, milliseconds (F96)
 */
public record ConfigurationDocument(
    String name,
    RiskProfile risk,
    List<Component> components,
    List<Link> links,
    List<FirewallEntry> firewall,
    Dedication dedicated,
    OptionalInt maximumLatencyMs,
    List<String> purpose,
    boolean replaceOnFailure,
    Metering metering,
    Monitoring monitoring,
    Map<ComponentKind, TierSize> tiers) {

  public ConfigurationDocument {
    components = List.copyOf(components);
    links = List.copyOf(links);
    firewall = List.copyOf(firewall);
    purpose = List.copyOf(purpose);
    tiers = Collections.unmodifiableMap(new TreeMap<>(tiers));
  }

  /** A document with hourly snapshots, every meter shown, and no sizes of tiers. */
  public ConfigurationDocument(
      String name,
      RiskProfile risk,
      List<Component> components,
      List<Link> links,
      List<FirewallEntry> firewall,
      Dedication dedicated,
      OptionalInt maximumLatencyMs,
      List<String> purpose,
      boolean replaceOnFailure) {
    this(
        name,
        risk,
        components,
        links,
        firewall,
        dedicated,
        maximumLatencyMs,
        purpose,
        replaceOnFailure,
        Metering.HOURLY,
        Monitoring.ALL,
        Map.of());
  }

  /** The component of that name. */
  public Optional<Component> component(String componentName) {
    return components.stream().filter(c -> c.name().equals(componentName)).findFirst();
  }

  /**
   * Ids of its components.
   *
   * @throws java.util.NoSuchElementException where one was not accepted yet
   */
  public Set<ComponentId> componentIds() {
    return components.stream().map(c -> c.id().orElseThrow()).collect(Collectors.toSet());
  }

  /** The risk by which it is placed: what was stated, raised by what it is for (F79). */
  public RiskProfile effectiveRisk() {
    return risk.raisedBy(purpose);
  }

  /** The same without what only guests need to know: no history of a workflow may hold it. */
  public ConfigurationDocument withoutGuestContent() {
    return withComponents(components.stream().map(Component::withoutGuestContent).toList());
  }

  /** This document with other components, in the same order of meaning. */
  public ConfigurationDocument withComponents(List<Component> others) {
    return new ConfigurationDocument(
        name,
        risk,
        others,
        links,
        firewall,
        dedicated,
        maximumLatencyMs,
        purpose,
        replaceOnFailure,
        metering,
        monitoring,
        tiers);
  }
}
