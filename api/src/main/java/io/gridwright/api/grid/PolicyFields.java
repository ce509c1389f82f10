package io.gridwright.api.grid;

import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.domain.placement.PlacementPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a policy, and refuses it with every faulty field at once. */
final class PolicyFields {
  private static final FactorSetting UNKNOWN =
      PlacementPolicy.PUBLISHED.factors().values().iterator().next();

  private final List<FieldError> faults = new ArrayList<>();

  PlacementPolicy read(NewPolicyForm form) {
    PlacementPolicy policy =
        new PlacementPolicy(
            word("/mode", form.mode(), PlacementPolicy.Mode.class)
                .orElse(PlacementPolicy.PUBLISHED.mode()),
            factors(form.factors().orElse(Map.of())),
            groups(form.groups().orElse(Map.of())),
            form.emptyNodesIsolate().orElse(PlacementPolicy.PUBLISHED.emptyNodesIsolate()));
    faults.addAll(policy.faults());
    if (!faults.isEmpty()) {
      throw RefusedException.invalid(faults);
    }
    return policy;
  }

  private Map<String, FactorSetting> factors(Map<String, NewPolicyForm.Factor> sent) {
    Map<String, FactorSetting> factors = new TreeMap<>();
    sent.forEach(
        (name, factor) -> {
          FactorSetting published = PlacementPolicy.PUBLISHED.factors().getOrDefault(name, UNKNOWN);
          factors.put(
              name,
              new FactorSetting(
                  word("/factors/" + pointed(name) + "/mode", factor.mode(), FactorMode.class)
                      .orElse(published.mode()),
                  factor.weight().orElse(published.weight()),
                  factor.limit().orElse(published.limit())));
        });
    return factors;
  }

  private Map<String, Set<ComponentKind>> groups(Map<String, List<String>> sent) {
    Map<String, Set<ComponentKind>> groups = new TreeMap<>();
    sent.forEach(
        (label, words) -> {
          Set<ComponentKind> kinds = EnumSet.noneOf(ComponentKind.class);
          for (int i = 0; i < words.size(); i++) {
            word(
                    "/groups/" + pointed(label) + "/" + i,
                    Optional.of(words.get(i)),
                    ComponentKind.class)
                .ifPresent(kinds::add);
          }
          if (!kinds.isEmpty() || words.isEmpty()) { // else its words are faults enough
            groups.put(label, Collections.unmodifiableSet(kinds));
          }
        });
    return groups;
  }

  private <E extends Enum<E>> Optional<E> word(String pointer, Optional<String> sent, Class<E> of) {
    Optional<E> known =
        sent.flatMap(
            word ->
                Arrays.stream(of.getEnumConstants())
                    .filter(each -> each.name().equals(word))
                    .findFirst());
    if (sent.isPresent() && known.isEmpty()) {
      String choices =
          Arrays.stream(of.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
      faults.add(new FieldError(pointer, "it is not known; choose one of " + choices));
    }
    return known;
  }

  /** A name as it stands in a JSON pointer. */
  static String pointed(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
