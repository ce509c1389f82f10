package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;

/** An operation in its present run: what every ledger write must name. */
public record OperationRun(OperationId operation, Epoch epoch) {}
