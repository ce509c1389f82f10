package io.gridwright.emulator.fault;

/** What happens to a call that a fault matches. */
public enum FaultEffect {
  /** Answered 500 with the message (or the status given), nothing done. */
  REFUSE,
  /** The call is accepted; its worker task does half of its work and ends with the message. */
  FAIL_TASK,
  /**
   * The call is accepted; its worker task does half of its work, then stands still for the delay,
   * or for ever where there is none.
   */
  HANG_TASK,
  /**
   * The call is accepted; when its worker task has ended, the machine's file lock stays taken for
   * the delay (30 s of the real server where there is none), as by the clean-up of an old process
   * that takes the new one for it (PVE-D46).
   */
  HOLD_LOCK,
  /**
   * {@code GET /cluster/resources} shows the machines as they were when the fault was ordered:
   * those deleted since, and those moved since on their old nodes (API.md 15 fault 21).
   */
  STALE,
  /** The call is carried out; the connection is cut instead of an answer. */
  DROP_REPLY,
  /** The call is carried out after the delay. */
  DELAY,
  /** The call is carried out, then answered bodyless with the status (599 for a lost answer). */
  STATUS
}
