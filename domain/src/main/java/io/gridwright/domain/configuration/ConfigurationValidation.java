package io.gridwright.domain.configuration;

/**
 * Turns a draft into a document, or reports every faulty field at once with a sentence that says
 * what to do (CONTRACT section 2, {@code validation}). Ports balanced twice are no fault of form:
 * {@link BalancedPorts} tells them, as a conflict.
 */
public final class ConfigurationValidation {
  private final ValidationContext context;

  public ConfigurationValidation(ValidationContext context) {
    this.context = context;
  }

  public ValidationResult validate(DraftConfiguration draft) {
    FieldReport report = FieldReport.ofDocument();
    ConfigurationDocument document = new DocumentFields(context, draft).read(report);
    return report.faults().isEmpty()
        ? new ValidationResult.Valid(document)
        : new ValidationResult.Faulty(report.faults());
  }
}
