package io.gridwright.store.operation;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import java.util.Optional;

/**
 * What an attempt of a step has to tell.
 *
 * @param epoch of the run that tells it
 * @param component the component's name; empty for a step of the whole operation
 * @param error last error in words, without secrets
 */
public record StepReport(
    OperationId operation,
    Epoch epoch,
    StepName name,
    Optional<String> component,
    Optional<NodeName> node,
    StepState state,
    Optional<String> error) {}
