package io.gridwright.scheduler.reassign;

import java.util.Arrays;

/** The processes of each machine, kept beside a state, so that one can be drawn by its machine. */
final class MachineLists {
  private final int[][] on;
  private final int[] size;
  private final int[] position;

  MachineLists(AssignmentState state) {
    this.on = new int[state.machines()][4];
    this.size = new int[state.machines()];
    this.position = new int[state.processes()];
    for (int p = 0; p < position.length; p++) {
      add(p, state.machineOf(p));
    }
  }

  int size(int machine) {
    return size[machine];
  }

  int get(int machine, int index) {
    return on[machine][index];
  }

  void move(int process, int from, int to) {
    remove(process, from);
    add(process, to);
  }

  private void add(int process, int machine) {
    if (size[machine] == on[machine].length) {
      on[machine] = Arrays.copyOf(on[machine], 2 * size[machine]);
    }
    on[machine][size[machine]] = process;
    position[process] = size[machine]++;
  }

  private void remove(int process, int machine) {
    int last = on[machine][--size[machine]];
    on[machine][position[process]] = last;
    position[last] = position[process];
  }
}
