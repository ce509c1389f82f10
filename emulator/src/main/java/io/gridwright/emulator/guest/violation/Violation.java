package io.gridwright.emulator.guest.violation;

import java.time.Instant;
import java.util.List;

/**
 * One broken rule.
 *
 * @param machines the VMIDs involved, ascending
 * @param subject the address, component or node that it is about
 */
public record Violation(
    ViolationKind kind, Instant at, String subject, List<Integer> machines, String text) {
  public Violation {
    machines = machines.stream().sorted().toList();
  }
}
