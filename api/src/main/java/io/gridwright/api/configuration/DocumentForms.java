package io.gridwright.api.configuration;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.Metering;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.configuration.RiskProfile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a configuration's document beside its components, as they are read back. */
final class DocumentForms {
  private DocumentForms() {}

  /** Likelihood of each kind of abuse. */
  record RiskForm(RiskLevel spam, RiskLevel hacking, RiskLevel fraud) {
    static RiskForm from(RiskProfile risk) {
      return new RiskForm(risk.spam(), risk.hacking(), risk.fraud());
    }
  }

  /** A wire between two components. */
  record LinkForm(String from, String to, int port) {
    static LinkForm from(Link link) {
      return new LinkForm(link.from(), link.to(), link.port());
    }
  }

  /** An opening of the customer's; {@code from} is a CIDR. */
  record FirewallForm(String component, int port, String from) {
    static FirewallForm from(FirewallEntry entry) {
      return new FirewallForm(entry.component(), entry.port(), entry.from());
    }
  }

  /** Whom the nodes are reserved for. */
  record DedicationForm(Dedication dedicated) {}

  /** When snapshots are taken. */
  record MeteringForm(Duration every, Duration offset) {
    static MeteringForm from(Metering metering) {
      return new MeteringForm(metering.every(), metering.offset());
    }
  }

  /** Which meters are shown. */
  record MonitoringForm(List<String> show) {}

  /** What the engine may do by itself. */
  record AutomationForm(boolean replaceOnFailure) {}

  /** The memory of a tier, MiB. */
  record TierForm(long memoryMiB) {}

  static Map<String, TierForm> tiers(ConfigurationDocument document) {
    Map<String, TierForm> tiers = new LinkedHashMap<>();
    for (ComponentKind kind : document.tiers().keySet()) {
      tiers.put(kind.name(), new TierForm(document.tiers().get(kind).memoryMib()));
    }
    return tiers;
  }
}
