package io.gridwright.emulator.grid;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine's firewall: its options, its rules, the first rule first, and its address sets by name,
 * each with its entries.
 */
public record Firewall(
    Map<String, String> options,
    List<Map<String, String>> rules,
    Map<String, List<Map<String, String>>> sets) {

  /** No option set, no rule, no set. */
  public static final Firewall NONE = new Firewall(Map.of(), List.of(), Map.of());

  public Firewall {
    options = new TreeMap<>(options);
    rules = List.copyOf(rules);
    // A state that an older emulator wrote knows no sets.
    sets = sets == null ? new TreeMap<>() : new TreeMap<>(sets);
  }

  /** The same with other options. */
  public Firewall withOptions(Map<String, String> others) {
    return new Firewall(others, rules, sets);
  }

  /** The same with other rules. */
  public Firewall withRules(List<Map<String, String>> others) {
    return new Firewall(options, others, sets);
  }

  /** The same with other address sets. */
  public Firewall withSets(Map<String, List<Map<String, String>>> others) {
    return new Firewall(options, rules, others);
  }
}
