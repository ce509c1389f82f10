package io.gridwright.api.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.api.problem.ProblemForm;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.StepState;
import io.gridwright.store.operation.LinkMeasurements;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.StepRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** An operation on the wire (CONTRACT section 4). */
public record OperationForm(
    String id,
    OperationKind kind,
    String configurationId,
    OperationState state,
    Optional<String> requestedBy,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    @Schema(description = "0 to 1; 1 exactly when it has ended") double progress,
    @Schema(description = "For how long what ran before did not answer") Duration interruption,
    List<StepForm> steps,
    List<MeasuredForm> verification,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(description = "Where its machines go and why there; once that was decided")
        Optional<DecidedForm> placement,
    Optional<ProblemForm> error,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @Schema(description = "For operators only")
        Optional<WorkflowForm> workflow) {

  private static final Problem CANCELLED =
      Problem.of(
          "cancelled",
          "It was stopped before its point of no return, and everything that it did was undone."
              + " Order again whenever you like.");

  /** Steps that only decide; all others work on nodes, whose words are for operators. */
  private static final Set<String> DECIDING = Set.of("place", "reserve", "reach", "commit");

  private static final String WORDS =
      "It did not succeed at once; if it cannot be done, the operation says what to do.";

  /** One step; {@code component} is null for a step of the whole operation. */
  public record StepForm(
      String name,
      @Schema(description = "Null for a step of the whole operation") Optional<String> component,
      StepState state,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      int attempts,
      Optional<String> error) {
    static StepForm from(StepRow step, boolean operator) {
      return new StepForm(
          step.name().value(),
          Optional.of(step.component()).filter(name -> !name.isEmpty()),
          step.state(),
          step.startedAt(),
          step.endedAt(),
          step.attempts(),
          step.error().map(error -> operator || isForCustomers(step) ? error : WORDS));
    }

    private static boolean isForCustomers(StepRow step) {
      return DECIDING.contains(step.name().value());
    }
  }

  /** What was measured from guest to guest. */
  public record MeasuredForm(String from, String to, boolean reachable, OptionalDouble latencyMs) {
    static MeasuredForm from(LinkMeasurements.Measured measured) {
      return new MeasuredForm(
          measured.from(), measured.to(), measured.reachable(), measured.latencyMs());
    }
  }

  /** Where an operator finds it in the workflow engine. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record WorkflowForm(String id, Optional<String> runId, Optional<String> url) {}

  /** As it was accepted: nothing is decided yet. */
  public static OperationForm from(OperationRow operation, List<StepRow> steps) {
    return from(operation, steps, Optional.empty());
  }

  /** As its account sees it. */
  static OperationForm from(
      OperationRow operation, List<StepRow> steps, Optional<DecidedForm> placement) {
    return from(operation, steps, placement, Optional.empty(), false);
  }

  /** As an operator sees it, with the workflow that carries it out. */
  static OperationForm from(
      OperationRow operation,
      List<StepRow> steps,
      Optional<DecidedForm> placement,
      Optional<WorkflowForm> workflow) {
    return from(operation, steps, placement, workflow, true);
  }

  private static OperationForm from(
      OperationRow operation,
      List<StepRow> steps,
      Optional<DecidedForm> placement,
      Optional<WorkflowForm> workflow,
      boolean operator) {
    return new OperationForm(
        operation.id().value(),
        operation.kind(),
        operation.configurationId().value(),
        operation.state(),
        operation.requestedBy().map(user -> user.value()),
        operation.requestedAt(),
        operation.startedAt(),
        operation.endedAt(),
        Progress.of(operation, steps),
        Duration.ZERO,
        steps.stream().map(step -> StepForm.from(step, operator)).toList(),
        operation.verification().map(LinkMeasurements::links).orElse(List.of()).stream()
            .map(MeasuredForm::from)
            .toList(),
        placement,
        error(operation)
            .map(
                problem ->
                    ProblemForm.ofOperation(
                        problem, "/api/v1/operations/" + operation.id().value(), operator)),
        workflow);
  }

  private static Optional<Problem> error(OperationRow operation) {
    return operation.state() == OperationState.CANCELLED
        ? operation.error().or(() -> Optional.of(CANCELLED))
        : operation.error();
  }
}
