package io.gridwright.domain.configuration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The document a customer sends, validated and with its defaults filled in: the desired state of a
 * configuration.
 *
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
    boolean replaceOnFailure) {

  public ConfigurationDocument {
    components = List.copyOf(components);
    links = List.copyOf(links);
    firewall = List.copyOf(firewall);
    purpose = List.copyOf(purpose);
  }

  /** The component of that name. */
  public Optional<Component> component(String componentName) {
    return components.stream().filter(c -> c.name().equals(componentName)).findFirst();
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
        replaceOnFailure);
  }
}
