package io.gridwright.api.problem;

import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that is refused at this door, with the problem that its sender gets. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  private RefusedException(ProblemType type, Problem problem, Optional<Duration> retryAfter) {
    super(problem.detail());
    this.type = type;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Refuses with a sentence that says what to do. */
  public static RefusedException because(ProblemType type, String detail) {
    return new RefusedException(type, Problem.of(type.slug(), detail), Optional.empty());
  }

  /** Refuses with a problem of the domain, whose name is that of a type. */
  public static RefusedException from(Problem problem) {
    ProblemType type =
        ProblemType.named(problem.name())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no problem type is named " + problem.name() + "; add it to ProblemType"));
    Optional<Duration> wait =
        type == ProblemType.RATE_LIMITED || type == ProblemType.UNAVAILABLE
            ? Optional.of(Duration.ofSeconds(5))
            : Optional.empty();
    return new RefusedException(type, problem, wait);
  }

  /** Refuses until some time has passed. */
  public static RefusedException until(ProblemType type, String detail, Duration retryAfter) {
    return new RefusedException(type, Problem.of(type.slug(), detail), Optional.of(retryAfter));
  }

  /** Refuses a request that could not be read, naming the header, parameter or field. */
  public static RefusedException malformed(String field, String message) {
    return new RefusedException(
        ProblemType.MALFORMED,
        Problem.of(ProblemType.MALFORMED.slug(), message)
            .withErrors(List.of(new FieldError(field, message))),
        Optional.empty());
  }

  /** Refuses with all faulty fields at once. */
  public static RefusedException invalid(List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? "One field is not valid: " + errors.get(0).message()
            : errors.size() + " fields are not valid; correct each one listed under errors.";
    return new RefusedException(
        ProblemType.VALIDATION,
        Problem.of(ProblemType.VALIDATION.slug(), detail).withErrors(errors),
        Optional.empty());
  }

  /** The same words for what is absent and for what belongs to others. */
  public static RefusedException notFound(String what) {
    return because(
        ProblemType.NOT_FOUND,
        "Your account has no " + what + " of that id; list them to find it.");
  }

  public ProblemType type() {
    return type;
  }

  public Problem problem() {
    return problem;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
