package io.gridwright.store.configuration;

import io.gridwright.store.operation.OperationRow;

/**
 * What was accepted.
 *
 * @param replayed whether an earlier request of the same key, or wish, had it accepted already
 */
public record AcceptedOrder(
    OperationRow operation, ConfigurationRow configuration, boolean replayed) {}
