package io.gridwright.api.configuration;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.PathId;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.operation.OperationRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /operations/{id}/cancel}: stop what was asked for, undone as if it had never been. */
@Path("/operations/{id}/cancel")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public final class CancelResource {
  private final Cancellation cancellation;
  private final ConfigurationViews views;
  private final RepeatGuard repeats;

  public CancelResource(Cancellation cancellation, ConfigurationViews views, RepeatGuard repeats) {
    this.cancellation = cancellation;
    this.views = views;
    this.repeats = repeats;
  }

  @POST
  @Requires(Permission.OPERATION_CANCEL)
  @Operation(
      summary = "Cancel an operation",
      description =
          "202 means that it will end CANCELLED, all that it did undone. Asking again is no"
              + " conflict. What the platform itself asked for, such as a MOVE, only an operator"
              + " cancels; what a customer asked for, only the account's users.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "It will end CANCELLED",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses(ProblemType.CONFLICT)
  public Response cancelOperation(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @Context ContainerRequestContext request) {
    OperationRow operation =
        cancellation.cancel(
            caller,
            PathId.of(id, "operation", OperationId::new),
            repeats.of(request, caller.user().value()));
    return Response.accepted(views.accepted(operation))
        .header("Location", "/api/v1/operations/" + operation.id().value())
        .build();
  }
}
