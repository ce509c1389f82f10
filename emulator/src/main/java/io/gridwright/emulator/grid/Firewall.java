package io.gridwright.emulator.grid;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine's firewall: its options and its rules, the first rule first. */
public record Firewall(Map<String, String> options, List<Map<String, String>> rules) {

  /** No option set, no rule. */
  public static final Firewall NONE = new Firewall(Map.of(), List.of());

  public Firewall {
    options = new TreeMap<>(options);
    rules = List.copyOf(rules);
  }
}
