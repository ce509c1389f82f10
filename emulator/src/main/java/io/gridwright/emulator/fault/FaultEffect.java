package io.gridwright.emulator.fault;

/** What happens to a call that a fault matches. */
public enum FaultEffect {
  /** Answered 500 with the message (or the status given), nothing done. */
  REFUSE,
  /** The call is accepted; its worker task does half of its work and ends with the message. */
  FAIL_TASK,
  /** The call is accepted; its worker task does half of its work and never ends by itself. */
  HANG_TASK,
  /** The call is carried out; the connection is cut instead of an answer. */
  DROP_REPLY,
  /** The call is carried out after the delay. */
  DELAY,
  /** The call is carried out, then answered bodyless with the status (599 for a lost answer). */
  STATUS
}
