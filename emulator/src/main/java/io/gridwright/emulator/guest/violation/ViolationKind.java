package io.gridwright.emulator.guest.violation;

/** The rules that no engine may break, whatever fails (DESIGN.md 9). */
public enum ViolationKind {
  /** Two running guests answer at one address. */
  ADDRESS_ANSWERED_TWICE,
  /** Two running guests of one component that is not stateless accept writes. */
  TWO_WRITERS,
  /** A guest accepted a write though it is cut off and has been replaced. */
  WRITE_ACCEPTED_WHILE_FENCED,
  /** A machine was started with more memory than its node has left. */
  START_WITHOUT_MEMORY
}
