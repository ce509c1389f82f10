package io.gridwright.domain.configuration;

/** Memory given as a share (F29): 1..100 per cent of the plan's ceiling or of a tier's memory. */
public record MemoryPercent(int percent, Of of) {

  /** What the share is taken of. */
  public enum Of {
    PLAN,
    TIER
  }
}
