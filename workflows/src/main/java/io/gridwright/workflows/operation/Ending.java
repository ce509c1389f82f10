package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import java.util.Optional;

/** How an operation ends when it does not succeed. */
public record Ending(OperationState state, Optional<Problem> problem) {}
