package io.gridwright.domain.operation;

/** A faulty field: its JSON pointer and a sentence for people. */
public record FieldError(String field, String message) {}
