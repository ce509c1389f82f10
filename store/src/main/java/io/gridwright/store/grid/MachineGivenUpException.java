package io.gridwright.store.grid;

import io.gridwright.domain.grid.MachineId;

/**
 * An intention with a machine that is being removed, or was, or is left behind. Only an attempt
 * that was taken for dead and goes on can have it, since its run began to remove the machine after
 * all steps had ended; whoever gets it stops.
 */
public final class MachineGivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MachineGivenUpException(MachineId machine, MachineState intended) {
    super(
        "machine %s is given up and will not be %s; stop this attempt"
            .formatted(machine.value(), intended));
  }
}
