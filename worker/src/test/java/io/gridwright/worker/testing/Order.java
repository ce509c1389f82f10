package io.gridwright.worker.testing;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.testing.Customer;

/** An accepted operation and whose it is. */
public record Order(Customer customer, ConfigurationId configuration, OperationId operation) {}
