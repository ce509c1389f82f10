package io.gridwright.activities.hypervisor;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whose a machine on the hypervisor is. It is written in the very call that creates the machine, in
 * its name and its description, so that after a lost answer the machine itself tells (API.md 8).
 *
 * @param installation the ledger that made it: two ledgers may share one cluster
 */
public record OwnershipMark(
    ConfigurationId configuration,
    String component,
    boolean stateless,
    MachineId machine,
    String installation) {
  private static final String PREFIX = "gridwright:";
  private static final int LABEL_LENGTH = 63;

  /** The line that stands in the description. */
  public String description() {
    return "%s configuration=%s; component=%s; stateless=%s; machine=%s; installation=%s"
        .formatted(
            PREFIX, configuration.value(), component, stateless, machine.value(), installation);
  }

  /** A DNS label that begins with the component's name and ends with the mark. */
  public String name() {
    String suffix = suffix();
    int room = LABEL_LENGTH - suffix.length();
    return component.substring(0, Math.min(room, component.length())) + suffix;
  }

  private String suffix() {
    return "-" + machine.value().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a machine is marked as exactly this one, in its description or in its name: people edit
   * descriptions, which the panel shows as notes.
   */
  public boolean isOn(String description, Optional<String> name) {
    return isOn(description) || name.filter(n -> n.endsWith(suffix())).isPresent();
  }

  /** Whether a machine with this description is marked as exactly this one. */
  public boolean isOn(String description) {
    return read(description)
        .filter(other -> other.machine.equals(machine) && other.installation.equals(installation))
        .isPresent();
  }

  /** The mark in a description; empty where it is missing or incomplete, so that nobody owns it. */
  public static Optional<OwnershipMark> read(String description) {
    return description
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(PREFIX))
        .findFirst()
        .flatMap(line -> parsed(line.substring(PREFIX.length())));
  }

  private static Optional<OwnershipMark> parsed(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String part : text.split(";", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && !pair[1].isBlank()) {
        fields.put(pair[0].strip(), pair[1].strip());
      }
    }
    boolean complete =
        fields.containsKey("configuration")
            && fields.containsKey("machine")
            && fields.containsKey("installation");
    return complete ? Optional.of(from(fields)) : Optional.empty();
  }

  private static OwnershipMark from(Map<String, String> fields) {
    return new OwnershipMark(
        new ConfigurationId(fields.get("configuration")),
        fields.getOrDefault("component", ""),
        "true".equals(fields.get("stateless")),
        new MachineId(fields.get("machine")),
        fields.get("installation"));
  }
}
