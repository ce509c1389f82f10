package io.gridwright.api.grid;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.api.request.Repeats;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.placement.Move;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.GridWorks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /grid/rebalance}: few moves that even out the load. */
@Path("/grid/rebalance")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BalanceResource {
  private static final int MOST = 1000;
  private static final int USUAL = 10;

  private final GridScheduler scheduler;
  private final GridWorks works;
  private final RepeatGuard guard;
  private final Repeats repeats;

  public BalanceResource(
      GridScheduler scheduler, GridWorks works, RepeatGuard guard, Repeats repeats) {
    this.scheduler = scheduler;
    this.works = works;
    this.guard = guard;
    this.repeats = repeats;
  }

  /** What is wished for. */
  @Schema(description = "The wish", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record BalanceForm(
      @Schema(
              description = "How many machines may move; 10 where it is not said",
              minimum = "1",
              maximum = "1000",
              example = "10")
          Optional<Integer> maximumMoves,
      @Schema(description = "Whether only to look; false where it is not said", example = "true")
          Optional<Boolean> dryRun) {}

  /** The moves, in an order in which each can be carried out after those before it. */
  public record MovesForm(List<MoveForm> moves) {
    static MovesForm from(List<Move> moves) {
      return new MovesForm(moves.stream().map(MoveForm::from).toList());
    }
  }

  /** One machine and where it goes. */
  public record MoveForm(
      String configurationId, String component, int ordinal, String from, String to) {
    static MoveForm from(Move move) {
      return new MoveForm(
          move.configurationId().value(),
          move.component(),
          move.ordinal(),
          move.from().value(),
          move.to().value());
    }
  }

  @POST
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Even out the load",
      description =
          "Answers the moves, none where the load is even, and carries them out one after the other"
              + " while the machines run; with dryRun nothing is done. It stops where the grid is"
              + " not any more what was planned on. For operators.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "200",
      description = "What would be moved; none where the load is even and nothing is begun",
      content = @Content(schema = @Schema(implementation = MovesForm.class)))
  @ApiResponse(
      responseCode = "202",
      description = "What is being moved",
      content = @Content(schema = @Schema(implementation = MovesForm.class)))
  @Refuses(ProblemType.CONFLICT)
  public Response rebalanceGrid(
      @Parameter(hidden = true) @Auth Caller caller,
      BalanceForm form,
      @Context ContainerRequestContext request)
      throws EngineUnavailable {
    int most = Body.required(form).maximumMoves().orElse(USUAL);
    if (most < 1 || most > MOST) {
      throw RefusedException.invalid(
          List.of(new FieldError("/maximumMoves", "give 1 to %d".formatted(MOST))));
    }
    Optional<IdempotentRequest> repeat = guard.of(request, caller.user().value());
    return form.dryRun().orElse(false) ? looked(most, repeat) : begun(caller, most, repeat);
  }

  private Response looked(int most, Optional<IdempotentRequest> repeat) throws EngineUnavailable {
    repeats.seen(repeat);
    List<Move> moves = scheduler.rebalance(most);
    repeats.note(repeat, "rebalance");
    return answered(moves);
  }

  private static Response answered(List<Move> moves) {
    return Response.ok(MovesForm.from(moves)).build();
  }

  private Response begun(Caller caller, int most, Optional<IdempotentRequest> repeat)
      throws EngineUnavailable {
    Optional<GridWorkRow> earlier = repeat.flatMap(works::begunBy);
    if (earlier.isPresent()) {
      return accepted(earlier.get().report().moves());
    }
    if (repeats.seen(repeat)) {
      return answered(List.of()); // then, too, the load was even
    }
    List<Move> moves = scheduler.rebalance(most);
    if (moves.isEmpty()) {
      repeats.note(repeat, "rebalance");
      return answered(moves);
    }
    return accepted(works.beginRebalance(moves, caller.user(), repeat).report().moves());
  }

  private static Response accepted(List<Move> moves) {
    return Response.accepted(MovesForm.from(moves))
        .header("Location", "/api/v1/grid/placements")
        .build();
  }
}
