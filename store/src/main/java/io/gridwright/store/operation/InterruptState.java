package io.gridwright.store.operation;

/**
 * Where a running operation stands.
 *
 * @param ended whether it has ended
 * @param cancelRequested whether its customer wants it cancelled
 * @param interruptRequested whether a more urgent operation waits for it to stop
 * @param pastPointOfNoReturn whether it only goes forward, whatever is wanted
 */
public record InterruptState(
    boolean ended,
    boolean cancelRequested,
    boolean interruptRequested,
    boolean pastPointOfNoReturn) {

  /** Whether it should stop and undo. */
  public boolean stopWanted() {
    return !ended && !pastPointOfNoReturn && (cancelRequested || interruptRequested);
  }
}
