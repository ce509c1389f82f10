package io.gridwright.domain.configuration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names and kinds of a draft's components, for fields that refer to them; knows them although other
 * fields of theirs are faulty.
 */
final class ComponentIndex {
  private final Map<String, Optional<ComponentKind>> kinds = new HashMap<>();

  ComponentIndex(List<DraftComponent> components) {
    for (DraftComponent component : components) {
      component.name().ifPresent(name -> kinds.putIfAbsent(name, kind(component)));
    }
  }

  /** The name sent, or an empty text and a fault where none of that name exists. */
  String existing(Optional<String> name, FieldReport report) {
    if (name.isEmpty()) {
      report.fault("the name of a component is missing; give one of this configuration");
    } else if (!kinds.containsKey(name.get())) {
      report.fault(
          "there is no component \"%.80s\" in this configuration; add it or name another"
              .formatted(name.get()));
    }
    return name.orElse("");
  }

  /** Whether the component is known to be of none of the kinds. */
  boolean isOtherThan(String name, ComponentKind... allowed) {
    return kinds
        .getOrDefault(name, Optional.empty())
        .filter(kind -> !Arrays.asList(allowed).contains(kind))
        .isPresent();
  }

  private static Optional<ComponentKind> kind(DraftComponent component) {
    return component
        .kind()
        .flatMap(
            sent ->
                Arrays.stream(ComponentKind.values())
                    .filter(k -> k.name().equals(sent))
                    .findFirst());
  }
}
