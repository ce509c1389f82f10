package io.gridwright.scheduler.reassign;

import java.util.function.Consumer;

/** The best assignment of all threads and phases. */
public final class Best {
  private final Consumer<Progress> watcher;
  private final long begun = System.nanoTime();
  private volatile long cost;
  private int[] assignment;

  Best(AssignmentState state, Consumer<Progress> watcher) {
    this.watcher = watcher;
    this.cost = state.cost();
    this.assignment = state.assignment();
  }

  public long cost() {
    return cost;
  }

  /** Keeps what the state has if that costs less. */
  public synchronized void offer(AssignmentState state) {
    if (state.cost() < cost) {
      cost = state.cost();
      assignment = state.assignment();
    }
  }

  public synchronized int[] assignment() {
    return assignment.clone();
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Tells the watcher how far the phase is. */
  public synchronized void progress(double share) {
    watcher.accept(new Progress(share, cost, seconds()));
  }
}
