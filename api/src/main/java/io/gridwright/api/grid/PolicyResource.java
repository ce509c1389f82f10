package io.gridwright.api.grid;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.Versions;
import io.gridwright.store.grid.PolicyLedger;
import io.gridwright.store.grid.PolicyRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;

/** {@code /grid/policy}: what operators decide about placement. */
@Path("/grid/policy")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PolicyResource {
  private final PolicyLedger policies;

  public PolicyResource(PolicyLedger policies) {
    this.policies = policies;
  }

  @GET
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "The policy of placement",
      description =
          "How each factor counts: as a cost by its weight, as a rule, or not at all. For"
              + " operators.")
  @ApiResponse(
      responseCode = "200",
      description = "The policy in force",
      content = @Content(schema = @Schema(implementation = PolicyForm.class)))
  public Response readPolicy() {
    return answer(policies.row());
  }

  @PUT
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Decide the policy of placement",
      description =
          "Puts the whole policy in force for every placement from now on; what is not sent is as"
              + " published. What is placed already stays. With If-Match only if nobody decided"
              + " meanwhile. For operators.")
  @ApiResponse(
      responseCode = "200",
      description = "The policy in force",
      content = @Content(schema = @Schema(implementation = PolicyForm.class)))
  @Refuses(ProblemType.PRECONDITION_FAILED)
  public Response decidePolicy(
      @Parameter(hidden = true) @Auth Caller caller,
      @Parameter(description = "The ETag that was read, to overwrite nobody's decision")
          @HeaderParam("If-Match")
          String ifMatch,
      NewPolicyForm form) {
    OptionalLong seen =
        ifMatch == null || ifMatch.isBlank()
            ? OptionalLong.empty()
            : OptionalLong.of(Versions.required(ifMatch));
    return answer(
        policies.replace(new PolicyFields().read(Body.required(form)), seen, caller.user()));
  }

  private static Response answer(PolicyRow row) {
    return Response.ok(PolicyForm.from(row.policy())).tag(Versions.tag(row.version())).build();
  }
}
