package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.Phase;

/**
 * What the first activity of an operation workflow found: the run it is, and the phase to go on
 * from.
 *
 * @param interrupted whether a cancellation or a more urgent operation already asks it to stop
 */
public record Begun(OperationRun run, Phase phase, boolean interrupted) {}
