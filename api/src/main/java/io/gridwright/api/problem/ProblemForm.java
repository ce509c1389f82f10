package io.gridwright.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.operation.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** A problem on the wire (RFC 9457, CONTRACT section 2). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemForm(
    @Schema(description = "Address of a page that explains it", example = "/problems/validation")
        String type,
    String title,
    int status,
    @Schema(description = "A sentence that says what to do") String detail,
    Optional<String> instance,
    List<FaultForm> errors,
    List<ReasonForm> reasons,
    List<SuggestionForm> suggestions,
    Optional<String> recommendedPlan,
    @Schema(description = "What is still free of the resource that ran out, in its unit")
        Optional<Long> available) {

  /** A faulty field: JSON pointer and sentence. */
  public record FaultForm(
      @Schema(
              description = "JSON pointer of the field, or name of the header or parameter",
              example = "/components/0/memoryMiB")
          String field,
      String message) {}

  /** Why a component fits nowhere: how many nodes a rule excluded. */
  public record ReasonForm(String component, String rule, int nodes, String nearest) {}

  /** The problem of a request to {@code instance}. */
  public static ProblemForm of(ProblemType type, Problem problem, String instance) {
    return from(type, problem, Optional.of(instance));
  }

  /**
   * The problem that an operation ended with, in words for its customer or for an operator: what
   * the hypervisor said is for operators only.
   */
  public static ProblemForm ofOperation(Problem problem, String instance, boolean operator) {
    ProblemType type = ProblemType.named(problem.name()).orElse(ProblemType.INTERNAL);
    boolean told = operator || !type.isForOperators();
    return of(type, told ? problem : Problem.of(problem.name(), type.explanation()), instance);
  }

  private static ProblemForm from(ProblemType type, Problem problem, Optional<String> instance) {
    return new ProblemForm(
        type.uri(),
        type.title(),
        type.status(),
        problem.detail(),
        instance,
        problem.errors().stream().map(e -> new FaultForm(e.field(), e.message())).toList(),
        problem.reasons().stream()
            .map(r -> new ReasonForm(r.component(), r.rule(), r.nodes(), r.nearest()))
            .toList(),
        problem.suggestions().stream().map(SuggestionForm::from).toList(),
        problem.recommendedPlan(),
        problem.available());
  }
}
