package io.gridwright.store.operation;

import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of an operation, in the order in which steps first began.
 *
 * @param component empty for a step of the whole operation
 * @param node empty for a step of no particular node
 */
public record StepRow(
    OperationId operationId,
    StepName name,
    String component,
    String node,
    StepState state,
    int attempts,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> error,
    long position) {}
