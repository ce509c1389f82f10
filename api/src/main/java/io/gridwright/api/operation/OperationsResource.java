package io.gridwright.api.operation;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.PathId;
import io.gridwright.domain.operation.OperationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /operations}: what was asked for, how far it is, how it ended. */
@Path("/operations")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
  private final OperationViews views;

  public OperationsResource(OperationViews views) {
    this.views = views;
  }

  @GET
  @Requires(Permission.OPERATION_READ)
  @Operation(
      summary = "Operations",
      description = "Those of your account, oldest first; an operator sees everyone's.")
  public Page<OperationForm> listOperations(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    return views.page(caller, PageRequest.of(limit, after));
  }

  @GET
  @Path("/{id}")
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

  private static OperationId id(String segment) {
    return PathId.of(segment, "operation", OperationId::new);
  }
}
