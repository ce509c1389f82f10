package io.gridwright.api.problem;

/** What would help, in words. */
public record SuggestionForm(String text) {}
