package io.gridwright.domain.configuration.power;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.gridwright.domain.configuration.ComponentKind;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * In which order machines are switched: who is called runs before who calls, and is stopped after.
 */
public final class PowerOrder {
  private PowerOrder() {}

  /**
   * The machines in groups, one group after the other. Stopping goes from the balancers to the
   * data, starting the other way; a restart takes one machine after the other, so that of a pool
   * the others go on serving.
   */
  public static <T> List<List<T>> groups(
      PowerAction action, List<T> machines, Function<T, ComponentKind> kind) {
    List<List<T>> tiers =
        List.copyOf(
            machines.stream()
                .collect(
                    groupingBy(
                        kind, () -> new EnumMap<>(ComponentKind.class), toUnmodifiableList()))
                .values());
    return switch (action) {
      case STOP, SUSPEND -> tiers;
      case START, RESUME -> reversed(tiers);
      case RESTART -> reversed(tiers).stream().flatMap(List::stream).map(List::of).toList();
    };
  }

  private static <T> List<T> reversed(List<T> list) {
    return IntStream.rangeClosed(1, list.size()).mapToObj(i -> list.get(list.size() - i)).toList();
  }
}
