package io.gridwright.api.configuration;

import io.gridwright.api.operation.OperationForm;

/** What a 202 tells: the operation that was accepted, and the configuration it is about. */
public record AcceptedForm(OperationForm operation, ConfigurationForm configuration) {}
