package io.gridwright.store.operation;

import io.gridwright.domain.operation.OperationState;

/**
 * Answer to the wish to undo.
 *
 * @param allowed false past the point of no return: then the operation goes forward
 * @param end how it will end once undone
 */
public record Undoing(boolean allowed, OperationState end) {}
