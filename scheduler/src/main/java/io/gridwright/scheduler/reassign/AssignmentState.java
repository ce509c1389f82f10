package io.gridwright.scheduler.reassign;

/**
 * Where each process is, what that costs, and what a move would change. The search asks for
 * millions of deltas per second: an implementation keeps sums and answers each from a few array
 * reads. Not thread-safe; each thread of a search works on a {@link #copy()}.
 */
public interface AssignmentState {
  /** The delta of a move that breaks a hard rule. */
  long FORBIDDEN = Long.MAX_VALUE;

  int processes();

  int machines();

  int machineOf(int process);

  /** What the assignment costs: the search keeps the one where this is lowest. */
  long cost();

  /**
   * Tells how far the phase is, from 0 to 1. Deltas may count what the cost does not, and let it go
   * by and by.
   */
  default void progress(double share) {}

  /**
   * Returns what the cost would grow by if the process went to that machine, or {@link #FORBIDDEN}.
   */
  long shiftDelta(int process, int machine);

  /**
   * Returns what the cost would grow by if both changed places, or {@link #FORBIDDEN}. They are on
   * different machines.
   */
  long swapDelta(int process, int other);

  /**
   * Moves without asking: a sequence of moves may break a rule on its way. The sums it leaves
   * depend on where the processes are, not on how they came there.
   */
  void shift(int process, int machine);

  AssignmentState copy();

  default void swap(int process, int other) {
    int machine = machineOf(process);
    shift(process, machineOf(other));
    shift(other, machine);
  }

  default int[] assignment() {
    int[] machines = new int[processes()];
    for (int p = 0; p < machines.length; p++) {
      machines[p] = machineOf(p);
    }
    return machines;
  }

  default void restore(int[] assignment) {
    for (int p = 0; p < assignment.length; p++) {
      if (machineOf(p) != assignment[p]) {
        shift(p, assignment[p]);
      }
    }
  }
}
