package io.gridwright.store.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.store.json.JsonColumn;

/** What an operation of its kind needs beside the document: power action, backup, components. */
@JsonColumn
public record OperationPayload(JsonNode content) {}
