package io.gridwright.emulator.task;

/**
 * What an ordered fault does to a worker at the middle of its work.
 *
 * @param stage where it strikes
 */
public record Sabotage(Kind kind, Stage stage, String message) {

  /** How the worker ends. */
  public enum Kind {
    /** It fails with the message and cleans up as far as its handler goes. */
    FAIL,
    /** Its process is killed: no clean-up, no trailer, {@code unexpected status}. */
    KILL,
    /** It does its work and warns. */
    WARN,
    /** It never ends by itself. */
    HANG
  }

  /** A point of the work where something can go wrong. */
  public enum Stage {
    /** Half of the work is done. */
    HALFWAY,
    /** The entry into a pool, written last by clone and create (API.md 15 fault 40). */
    POOL
  }
}
