package io.gridwright.domain.operation;

import java.util.List;
import java.util.Optional;

/**
 * Why something was refused or failed, for the person who can act (RFC 9457); also what an
 * operation keeps as its error.
 *
 * @param name last part of the type, {@code no-capacity} of {@code /problems/no-capacity}
 * @param detail a sentence that names the thing and the reason and says what to do
 * @param recommendedPlan a plan under which it would have been accepted
 * @param available what is still free of the resource that ran out, in its unit
 */
public record Problem(
    String name,
    String detail,
    List<FieldError> errors,
    List<Reason> reasons,
    List<Suggestion> suggestions,
    Optional<String> recommendedPlan,
    Optional<Long> available) {

  public Problem {
    errors = List.copyOf(errors);
    reasons = List.copyOf(reasons);
    suggestions = List.copyOf(suggestions);
  }

  public static Problem of(String name, String detail) {
    return new Problem(
        name, detail, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  public Problem withErrors(List<FieldError> others) {
    return new Problem(name, detail, others, reasons, suggestions, recommendedPlan, available);
  }

  public Problem withReasons(List<Reason> others, List<Suggestion> advice) {
    return new Problem(name, detail, errors, others, advice, recommendedPlan, available);
  }

  public Problem withAvailable(long amount, Optional<String> plan) {
    return new Problem(name, detail, errors, reasons, suggestions, plan, Optional.of(amount));
  }
}
