package io.gridwright.api.operation;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.PathId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /configurations/{id}/operations}: what was asked for of one configuration. */
@Path("/configurations/{id}/operations")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public final class ConfigurationOperationsResource {
  private final OperationViews views;

  public ConfigurationOperationsResource(OperationViews views) {
    this.views = views;
  }

  @GET
  @Requires(Permission.OPERATION_READ)
  @Operation(
      summary = "Operations of a configuration",
      description = "All there were, oldest first.")
  public Page<OperationForm> listOperationsOfConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    return views.ofConfiguration(
        caller, PathId.of(id, "configuration", ConfigurationId::new), PageRequest.of(limit, after));
  }
}
