package io.gridwright.activities.traffic;

import io.gridwright.activities.guest.Probe;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.operation.LinkMeasurements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was measured of all wires of a configuration (F96), as its customer reads it. */
final class Verification {
  private record Pair(String from, String to) {}

  private final Map<Pair, Probe> measured = new LinkedHashMap<>();

  /** Adds a measurement; the worst of a pair of components counts. */
  void add(Wire wire, Probe probe) {
    measured.merge(new Pair(wire.from().componentName(), wire.to()), probe, Probe::and);
  }

  LinkMeasurements rows() {
    return new LinkMeasurements(
        measured.entrySet().stream()
            .map(
                entry ->
                    new LinkMeasurements.Measured(
                        entry.getKey().from(),
                        entry.getKey().to(),
                        entry.getValue().reachable(),
                        entry.getValue().medianMs()))
            .toList());
  }

  /** Why the customer cannot have it so; empty when every wire is alive and fast enough. */
  Optional<Problem> problem(OptionalInt maximumLatencyMs) {
    List<String> dead = sentences(Verification::dead);
    if (!dead.isEmpty()) {
      return Optional.of(
          problem(dead, "See that the image's services listen at the ports that links name."));
    }
    if (maximumLatencyMs.isEmpty()) {
      return Optional.empty();
    }
    int most = maximumLatencyMs.getAsInt();
    List<String> slow = sentences((pair, probe) -> slow(pair, probe, most));
    return slow.isEmpty()
        ? Optional.empty()
        : Optional.of(problem(slow, "Order again, or allow a larger maximumLatencyMs."));
  }

  private interface Judge {
    Optional<String> fault(Pair pair, Probe probe);
  }

  private List<String> sentences(Judge judge) {
    return measured.entrySet().stream()
        .flatMap(entry -> judge.fault(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static Optional<String> dead(Pair pair, Probe probe) {
    return probe.reachable()
        ? Optional.empty()
        : Optional.of("%s does not reach %s".formatted(pair.from(), pair.to()));
  }

  private static Optional<String> slow(Pair pair, Probe probe, int most) {
    return probe.medianMs().stream()
        .filter(median -> median > most)
        .mapToObj(
            median ->
                String.format(
                    Locale.ROOT,
                    "%s reaches %s in %.1f ms, %d are allowed",
                    pair.from(),
                    pair.to(),
                    median,
                    most))
        .findFirst();
  }

  private static Problem problem(List<String> faults, String advice) {
    return Problem.of("unreachable-link", String.join("; ", faults) + ". " + advice);
  }
}
