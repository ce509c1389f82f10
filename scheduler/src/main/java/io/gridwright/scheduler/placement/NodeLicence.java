package io.gridwright.scheduler.placement;

/**
 * A fee that falls due once per node that runs an operating system (F80).
 *
 * @param os what the fee is for; machines of the same one share it
 * @param fee 1 to 1000, in thousandths of the dearest licence that is sold
 */
public record NodeLicence(String os, int fee) {
  public NodeLicence {
    if (fee < 1 || fee > 1000) {
      throw new IllegalArgumentException(
          "the fee for %s is %d, not 1 to 1000 thousandths of the dearest".formatted(os, fee));
    }
  }
}
