package io.gridwright.domain.operation;

/**
 * How far an operation has come; written before each kind of effect, so that a new run goes on from
 * there.
 */
public enum Phase {
  /** Accepted; nothing was done. */
  ACCEPTED,
  /** A placement is being sought; nothing is held yet. */
  PLACING,
  /** Capacity, VMIDs, addresses are held; machines are being built. */
  BUILDING,
  /** Machines run; traffic and links are being set and verified. */
  VERIFYING,
  /** Past the point of no return: only forward from here. */
  COMMITTED,
  /** Everything done so far is being undone. */
  UNDOING,
  /** Ended, one way or the other. */
  ENDED
}
