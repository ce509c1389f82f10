package io.gridwright.api.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.PathId;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.api.request.Versions;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.DraftConfiguration;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.ProvisionOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /configurations}: order, read, list and delete multi-tier systems. */
@Path("/configurations")
@Tag(name = "Configurations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConfigurationsResource {
  private final ConfigurationOrders orders;
  private final ConfigurationViews views;
  private final PreviewDesk previews;
  private final RepeatGuard repeats;
  private final ReadBack readBack;

  public ConfigurationsResource(
      ConfigurationOrders orders,
      ConfigurationViews views,
      PreviewDesk previews,
      RepeatGuard repeats,
      ObjectMapper mapper) {
    this.orders = orders;
    this.views = views;
    this.previews = previews;
    this.repeats = repeats;
    this.readBack = new ReadBack(mapper);
  }

  @POST
  @Requires(Permission.CONFIGURATION_CREATE)
  @Operation(
      summary = "Order a configuration",
      description =
          "Accepts the order and builds it: follow the operation. Only the ceilings of the plans"
              + " refuse; ordering works while no worker runs.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({ProblemType.CONFLICT, ProblemType.OVER_ALLOTMENT, ProblemType.ACCOUNT_RESTRICTED})
  public Response orderConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      DraftConfiguration draft,
      @Context ContainerRequestContext request) {
    ConfigurationDocument document = orders.validated(caller.tenant(), Body.required(draft));
    return views.answer(
        orders.provision(
            new ProvisionOrder(
                caller.tenant(),
                caller.user(),
                document,
                repeats.of(request, caller.user().value()))));
  }

  @POST
  @Path("/preview")
  @Requires(Permission.CONFIGURATION_READ)
  @Operation(
      summary = "Preview an order",
      description = "Whether it would fit, where, at what price, and if not why; changes nothing.")
  public PreviewForm previewConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      DraftConfiguration draft,
      @Context ContainerRequestContext request)
      throws EngineUnavailable {
    return previews.preview(
        caller.tenant(),
        caller.user(),
        orders.validated(caller.tenant(), Body.required(draft)),
        repeats.of(request, caller.user().value()));
  }

  @GET
  @Requires(Permission.CONFIGURATION_READ)
  @Operation(
      summary = "Your configurations",
      description = "Those that are not deleted, oldest first.")
  public Page<ConfigurationForm> listConfigurations(
      @Parameter(hidden = true) @Auth Caller caller,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    return views.page(caller.tenant(), PageRequest.of(limit, after));
  }

  @GET
  @Path("/{id}")
  @Requires(Permission.CONFIGURATION_READ)
  @Operation(
      summary = "A configuration",
      description =
          "The document and how it stands. Its ETag is the version of the document, not of the"
              + " state. A deleted one is answered too, in state DELETED.")
  @ApiResponse(
      responseCode = "200",
      description = "The configuration",
      content = @Content(schema = @Schema(implementation = ConfigurationForm.class)))
  public Response readConfiguration(
      @Parameter(hidden = true) @Auth Caller caller, @PathParam("id") String id) {
    ConfigurationForm form = views.one(caller.tenant(), id(id));
    return Response.ok(form).tag(Versions.tag(form.version())).build();
  }

  @PUT
  @Path("/{id}")
  @Requires(Permission.CONFIGURATION_EDIT)
  @Operation(
      summary = "Change a configuration",
      description =
          "Takes the whole desired document and changes what differs, and nothing else: components"
              + " are known by their ids, else by their names. What a GET adds is ignored. A"
              + " configuration that FAILED is built anew.")
  @RequestBody(content = @Content(schema = @Schema(implementation = DraftConfiguration.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({
    ProblemType.CONFLICT,
    ProblemType.OVER_ALLOTMENT,
    ProblemType.ACCOUNT_RESTRICTED,
    ProblemType.INTERRUPTION_NOT_ALLOWED,
    ProblemType.PRECONDITION_FAILED,
    ProblemType.PRECONDITION_REQUIRED
  })
  public Response changeConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @HeaderParam("If-Match") String ifMatch,
      JsonNode body)
      throws JsonProcessingException {
    ConfigurationRow row = views.row(caller.tenant(), id(id));
    long version = Versions.required(ifMatch);
    return views.answer(orders.reconfigure(change(caller, row, version, body)));
  }

  @POST
  @Path("/{id}/preview")
  @Requires(Permission.CONFIGURATION_READ)
  @Operation(
      summary = "Preview a change",
      description =
          "What would become of each component, and whether what has to be built would fit;"
              + " changes nothing.")
  @RequestBody(content = @Content(schema = @Schema(implementation = DraftConfiguration.class)))
  public PreviewForm previewChange(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      JsonNode body,
      @Context ContainerRequestContext request)
      throws JsonProcessingException, EngineUnavailable {
    ConfigurationRow row = views.row(caller.tenant(), id(id));
    return previews.preview(
        row, change(caller, row, row.version(), body), repeats.of(request, caller.user().value()));
  }

  private ChangeOrder change(Caller caller, ConfigurationRow row, long version, JsonNode body)
      throws JsonProcessingException {
    DraftConfiguration draft =
        readBack.draft(Body.required(body), views.formOf(row), row.document());
    return new ChangeOrder(
        caller.tenant(),
        row.id(),
        caller.user(),
        orders.validated(row, Body.required(draft)),
        version,
        draft.allowInterruption().orElse(false));
  }

  @DELETE
  @Path("/{id}")
  @Requires(Permission.CONFIGURATION_DELETE)
  @Operation(
      summary = "Delete a configuration",
      description =
          "Removes it and all that it holds; cancels what is queued and interrupts what runs."
              + " Where a deletion was accepted already, that one is answered.")
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({
    ProblemType.CONFLICT,
    ProblemType.PRECONDITION_FAILED,
    ProblemType.PRECONDITION_REQUIRED
  })
  public Response deleteConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @HeaderParam("If-Match") String ifMatch) {
    ConfigurationId configuration = id(id);
    views.one(caller.tenant(), configuration); // others' are absent before anything else is told
    return views.answer(
        orders.delete(
            new DeleteOrder(
                caller.tenant(), configuration, caller.user(), Versions.required(ifMatch))));
  }

  private static ConfigurationId id(String segment) {
    return PathId.of(segment, "configuration", ConfigurationId::new);
  }
}
