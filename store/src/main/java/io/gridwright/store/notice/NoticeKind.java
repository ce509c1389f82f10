package io.gridwright.store.notice;

/** What a notice tells of. */
public enum NoticeKind {
  /** Servers stood on a node that is lost. */
  SERVERS_LOST,
  /** There is no room to build lost servers anew. */
  NO_ROOM,
  /** Building lost servers anew failed for another reason, and is tried again. */
  NOT_REBUILT,
  /** A lost node has to be proved off by hand (to operators). */
  PROOF_WANTED
}
