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
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.grid.GridWorks;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeLosses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /grid/nodes/{node}}: what operators say of a node. */
@Path("/grid/nodes/{node}")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class NodeResource {
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]{1,64}");
  private static final int LONGEST = 1000;

  private final NodeLedger nodes;
  private final NodeViews views;
  private final GridWorks works;
  private final NodeLosses losses;
  private final Accounts accounts;
  private final RepeatGuard guard;

  public NodeResource(
      NodeLedger nodes,
      NodeViews views,
      GridWorks works,
      NodeLosses losses,
      Accounts accounts,
      RepeatGuard guard) {
    this.nodes = nodes;
    this.views = views;
    this.works = works;
    this.losses = losses;
    this.accounts = accounts;
    this.guard = guard;
  }

  /** The operator's wish. */
  @Schema(description = "The wish", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record MaintenanceForm(
      @Schema(
              description = "Whether the node shall be empty and take nothing new",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<Boolean> enabled) {}

  /** The operator's word. */
  @Schema(
      description = "What the operator saw",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record FencedForm(
      @Schema(
              description = "How you know that the node runs nothing, on one line",
              minLength = 1,
              maxLength = LONGEST,
              example = "powered off by hand, ticket 7",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> evidence) {}

  @PATCH
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Label a node",
      description =
          "Sets the labels that are sent, clears those that are null and keeps the rest. Placement"
              + " goes by them from now on; what stands there already stays. For operators.")
  public NodeForm labelNode(@PathParam("node") String node, NodeChangeForm form) {
    NodeName name = existing(node);
    nodes.relabel(
        name,
        new LabelFields(account -> accounts.find(account).isPresent()).read(Body.required(form)));
    return form(name);
  }

  @POST
  @Path("/maintenance")
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Maintain a node",
      description =
          "Enabled, the node takes nothing new and is emptied: its machines move to other nodes"
              + " while they run; the node shows under draining what is still there, and why. Not"
              + " enabled, it is in use again. For operators.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; the list of nodes shows how far it is",
      content = @Content(schema = @Schema(implementation = NodeForm.class)))
  @Refuses(ProblemType.CONFLICT)
  public Response maintainNode(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("node") String node,
      MaintenanceForm form,
      @Context ContainerRequestContext request) {
    NodeName name = existing(node);
    boolean enabled =
        Body.required(form)
            .enabled()
            .orElseThrow(
                () ->
                    RefusedException.invalid(
                        List.of(new FieldError("/enabled", "say true or false"))));
    Optional<IdempotentRequest> repeat = guard.of(request, caller.user().value());
    if (enabled) {
      works.beginMaintenance(name, caller.user(), repeat);
    } else {
      works.endMaintenance(name, repeat);
    }
    return accepted(name);
  }

  @POST
  @Path("/fenced")
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Prove that a lost node runs nothing",
      description =
          "Your word, kept with your evidence, that a node that is lost runs nothing and will not"
              + " before somebody switches it on: see that it is off first. Balancers that stood"
              + " there are built elsewhere then. Of each loss the first proof counts, yours or a"
              + " machine's; another changes nothing. For operators.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; the list of nodes shows how far it is",
      content = @Content(schema = @Schema(implementation = NodeForm.class)))
  @Refuses(ProblemType.CONFLICT)
  public Response fenceNode(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("node") String node,
      FencedForm form,
      @Context ContainerRequestContext request) {
    NodeName name = existing(node);
    String evidence = evidence(Body.required(form));
    losses.fencedBy(caller.user(), name, evidence, guard.of(request, caller.user().value()));
    return accepted(name);
  }

  private static String evidence(FencedForm form) {
    String evidence = form.evidence().map(String::strip).orElse("");
    if (evidence.isEmpty()
        || evidence.codePointCount(0, evidence.length()) > LONGEST
        || evidence.chars().anyMatch(Character::isISOControl)) {
      throw RefusedException.invalid(
          List.of(
              new FieldError(
                  "/evidence",
                  "tell in 1 to %d characters, on one line, how you know that it runs nothing"
                      .formatted(LONGEST))));
    }
    return evidence;
  }

  private Response accepted(NodeName name) {
    return Response.accepted(form(name)).header("Location", "/api/v1/grid/nodes").build();
  }

  private NodeForm form(NodeName name) {
    return views.one(name).orElseThrow(NodeResource::absent);
  }

  /** Before anything else is told. */
  private NodeName existing(String segment) {
    if (!NAME.matcher(segment).matches()) {
      throw absent();
    }
    NodeName name = new NodeName(segment);
    if (nodes.find(name).isEmpty()) {
      throw absent();
    }
    return name;
  }

  private static RefusedException absent() {
    return RefusedException.because(
        ProblemType.NOT_FOUND, "The grid has no node of that name; list the nodes to find it.");
  }
}
