package io.gridwright.api.operation;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.PathId;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /operations}: what was asked for, how far it is, how it ended. */
@Path("/")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
  private final OperationViews views;
  private final Cancellation cancellation;
  private final RepeatGuard repeats;

  public OperationsResource(OperationViews views, Cancellation cancellation, RepeatGuard repeats) {
    this.views = views;
    this.cancellation = cancellation;
    this.repeats = repeats;
  }

  @GET
  @Path("/operations")
  @Requires(Permission.OPERATION_READ)
  @Operation(
      summary = "Operations",
      description = "Those of your account, oldest first; an operator sees everyone's.")
  public Page<OperationForm> listOperations(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") Integer limit,
      @QueryParam("after") String after) {
    return views.page(caller, PageRequest.of(limit, after));
  }

  @GET
  @Path("/operations/{id}")
  @Requires(Permission.OPERATION_READ)
  @Operation(
      summary = "An operation",
      description =
          "How far it is, its steps with their attempts and last errors, what was measured"
              + " between guests, and why it failed if it did.")
  public OperationForm readOperation(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("id") String id) {
    return views.one(caller, id(id));
  }

  @GET
  @Path("/configurations/{id}/operations")
  @Requires(Permission.OPERATION_READ)
  @Operation(
      summary = "Operations of a configuration",
      description = "All there were, oldest first.")
  public Page<OperationForm> listOperationsOfConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @QueryParam("limit") Integer limit,
      @QueryParam("after") String after) {
    return views.ofConfiguration(
        caller, PathId.of(id, "configuration", ConfigurationId::new), PageRequest.of(limit, after));
  }

  @POST
  @Path("/operations/{id}/cancel")
  @Requires(Permission.OPERATION_CANCEL)
  @Operation(
      summary = "Cancel an operation",
      description =
          "202 means that it will end CANCELLED, all that it did undone. Asking again is no"
              + " conflict.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "It will end CANCELLED",
      content = @Content(schema = @Schema(implementation = OperationForm.class)))
  @Refuses(ProblemType.CONFLICT)
  public Response cancelOperation(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @Context ContainerRequestContext request) {
    OperationId operation = id(id);
    cancellation.cancel(caller.tenant(), operation, repeats.of(request, caller.user().value()));
    return Response.accepted(views.one(caller, operation))
        .header("Location", "/api/v1/operations/" + operation.value())
        .build();
  }

  private static OperationId id(String segment) {
    return PathId.of(segment, "operation", OperationId::new);
  }
}
