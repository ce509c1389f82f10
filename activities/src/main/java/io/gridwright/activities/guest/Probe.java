package io.gridwright.activities.guest;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a guest measured when it connected to a peer (F96).
 *
 * @param reachable whether every attempt got through
 * @param medianMs milliseconds of connecting, which is one round trip; empty if none got through
 */
public record Probe(boolean reachable, OptionalDouble medianMs) {
  /** Enough for a median that one slow attempt does not move. */
  private static final int ATTEMPTS = 5;

  private static final Probe DEAD = new Probe(false, OptionalDouble.empty());

  /** Measures from inside the guest. */
  public static Probe measure(GuestShell guest, String host, int port) {
    String output =
        guest
            .run(
                GuestToolkit.PROBE.command(
                    host, Integer.toString(port), Integer.toString(ATTEMPTS)))
            .output();
    return read(output);
  }

  /** Reads the lines of {@code probe.sh}. */
  public static Probe read(String output) {
    List<String> lines = output.lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    double[] sorted =
        lines.stream()
            .filter(line -> line.matches("\\d+(\\.\\d+)?"))
            .mapToDouble(Double::parseDouble)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return DEAD;
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Probe(sorted.length == lines.size(), OptionalDouble.of(median));
  }

  /** Both together: reachable if both are, as slow as the slower. */
  public Probe and(Probe other) {
    OptionalDouble slower =
        medianMs.isPresent() && other.medianMs.isPresent()
            ? OptionalDouble.of(Math.max(medianMs.getAsDouble(), other.medianMs.getAsDouble()))
            : medianMs.isPresent() ? medianMs : other.medianMs;
    return new Probe(reachable && other.reachable, slower);
  }
}
