package io.gridwright.store.traffic;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.OperationId;

/** For whom an address is held. */
public record AddressOwner(
    AccountId account,
    ConfigurationId configuration,
    ComponentId component,
    MachineId machine,
    OperationId operation) {}
