package io.gridwright.domain.operation;

/**
 * Number of the run of an operation, 1.. ; ledger writes of an older run are refused, so that its
 * zombie activities can do no harm.
 */
public record Epoch(int value) {
  public Epoch {
    if (value < 0) {
      throw new IllegalArgumentException("epoch " + value + " is negative");
    }
  }
}
