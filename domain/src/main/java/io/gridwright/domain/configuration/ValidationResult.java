package io.gridwright.domain.configuration;

import io.gridwright.domain.operation.FieldError;
import java.util.List;

/** What became of a draft: a document, or every fault of it. */
public sealed interface ValidationResult {

  /** The draft is sound; its defaults are filled in. */
  record Valid(ConfigurationDocument document) implements ValidationResult {}

  /** At least one fault, in the order of the document. */
  record Faulty(List<FieldError> errors) implements ValidationResult {
    public Faulty {
      errors = List.copyOf(errors);
    }
  }
}
