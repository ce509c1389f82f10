package io.gridwright.domain.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The document as it was sent: the fields of CONTRACT section 4 under their names on the wire, each
 * of them possibly absent or wrong. {@link ConfigurationValidation} makes a {@link
 * ConfigurationDocument} of it. Words of an enumeration stay text here, so that a wrong one is told
 * together with every other fault.
 *
 * @param maximumLatencyMs milliseconds
 * @param tiers by kind, what a percentage OF TIER is taken of
 * @param allowInterruption of a change: whether servers may be restarted for it
 */
public record DraftConfiguration(
    Optional<String> name,
    Optional<DraftRisk> risk,
    List<DraftComponent> components,
    List<DraftLink> links,
    List<DraftFirewallEntry> firewall,
    Optional<DraftPlacement> placement,
    Optional<Long> maximumLatencyMs,
    List<String> purpose,
    Optional<DraftMetering> metering,
    Optional<DraftMonitoring> monitoring,
    Map<String, DraftTier> tiers,
    Optional<DraftAutomation> automation,
    Optional<Boolean> allowInterruption) {

  public DraftConfiguration {
    name = Given.orAbsent(name);
    risk = Given.orAbsent(risk);
    components = Given.orNone(components);
    links = Given.orNone(links);
    firewall = Given.orNone(firewall);
    placement = Given.orAbsent(placement);
    maximumLatencyMs = Given.orAbsent(maximumLatencyMs);
    purpose = Given.orNone(purpose);
    metering = Given.orAbsent(metering);
    monitoring = Given.orAbsent(monitoring);
    tiers = Given.orNone(tiers);
    automation = Given.orAbsent(automation);
    allowInterruption = Given.orAbsent(allowInterruption);
  }

  /** Levels LOW, MEDIUM or HIGH; LOW where absent. */
  public record DraftRisk(Optional<String> spam, Optional<String> hacking, Optional<String> fraud) {
    public DraftRisk {
      spam = Given.orAbsent(spam);
      hacking = Given.orAbsent(hacking);
      fraud = Given.orAbsent(fraud);
    }
  }

  public record DraftLink(Optional<String> from, Optional<String> to, Optional<Long> port) {
    public DraftLink {
      from = Given.orAbsent(from);
      to = Given.orAbsent(to);
      port = Given.orAbsent(port);
    }
  }

  /** {@code from} is a CIDR. */
  public record DraftFirewallEntry(
      Optional<String> component, Optional<Long> port, Optional<String> from) {
    public DraftFirewallEntry {
      component = Given.orAbsent(component);
      port = Given.orAbsent(port);
      from = Given.orAbsent(from);
    }
  }

  public record DraftPlacement(Optional<String> dedicated) {
    public DraftPlacement {
      dedicated = Given.orAbsent(dedicated);
    }
  }

  /** ISO 8601 durations. */
  public record DraftMetering(Optional<String> every, Optional<String> offset) {
    public DraftMetering {
      every = Given.orAbsent(every);
      offset = Given.orAbsent(offset);
    }
  }

  public record DraftMonitoring(List<String> show) {
    public DraftMonitoring {
      show = Given.orNone(show);
    }
  }

  public record DraftTier(Optional<Long> memoryMiB) {
    public DraftTier {
      memoryMiB = Given.orAbsent(memoryMiB);
    }
  }

  public record DraftAutomation(Optional<Boolean> replaceOnFailure) {
    public DraftAutomation {
      replaceOnFailure = Given.orAbsent(replaceOnFailure);
    }
  }
}
