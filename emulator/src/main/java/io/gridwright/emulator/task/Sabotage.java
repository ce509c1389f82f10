package io.gridwright.emulator.task;

import java.time.Duration;

/**
 * What an ordered fault does to a call or to the worker that it forks.
 *
 * @param stage where it strikes
 * @param delay how long HANG and LINGER last; zero for ever, or for as long as the real thing
 */
public record Sabotage(Kind kind, Stage stage, String message, Duration delay) {

  /** How the worker ends. */
  public enum Kind {
    /** It fails with the message and cleans up as far as its handler goes. */
    FAIL,
    /** Its process is killed: no clean-up, no trailer, {@code unexpected status}. */
    KILL,
    /** It does its work and warns. */
    WARN,
    /** It stands still. */
    HANG,
    /** Not for workers: a list is as old as the fault whose id is the message. */
    STALE,
    /** It does its work; somebody else takes the machine's file lock before it is released. */
    LINGER
  }

  /** A point of the work where something can go wrong. */
  public enum Stage {
    /** Half of the work is done. */
    HALFWAY,
    /** The entry into a pool, written last by clone and create (API.md 15 fault 40). */
    POOL,
    /** All of the work is done. */
    END
  }
}
