package io.gridwright.store.operation;

import io.gridwright.store.json.JsonColumn;
import java.util.List;
import java.util.OptionalDouble;

/** What was measured between guests when an operation verified its links (F96). */
@JsonColumn
public record LinkMeasurements(List<Measured> links) {
  public LinkMeasurements {
    links = List.copyOf(links);
  }

  /**
   * One link, seen from the guest that uses it.
   *
   * @param latencyMs round trip in milliseconds; empty where it was not reachable
   */
  public record Measured(String from, String to, boolean reachable, OptionalDouble latencyMs) {}
}
