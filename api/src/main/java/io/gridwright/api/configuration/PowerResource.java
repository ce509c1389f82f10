package io.gridwright.api.configuration;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.PathId;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.store.configuration.PowerOrder;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /configurations/{id}/power}: start, stop, restart and suspend components. */
@Path("/configurations/{id}/power")
@Tag(name = "Configurations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PowerResource {
  private final Submission submission;
  private final ConfigurationViews views;
  private final RepeatGuard repeats;

  public PowerResource(Submission submission, ConfigurationViews views, RepeatGuard repeats) {
    this.submission = submission;
    this.views = views;
    this.repeats = repeats;
  }

  /** What is wished for. */
  @Schema(description = "The wish", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record PowerForm(
      @Schema(
              description =
                  "STOP keeps all that is held, and it is billed; START undoes it. RESTART takes one"
                      + " server after the other, so that balancers go on serving. SUSPEND withdraws public addresses and leaves every pool while the server runs on, and is billed; RESUME undoes it.",
              requiredMode = Schema.RequiredMode.REQUIRED,
              example = "STOP")
          Optional<PowerAction> action,
      @Schema(
              description =
                  "Names of components; left out, all whose state allows it. To start what runs, or"
                      + " stop what is stopped, does no harm.")
          Optional<List<String>> components) {}

  @POST
  @Requires(Permission.CONFIGURATION_READ) // and then the one of the action, which the body names
  @Operation(
      summary = "Start, stop, restart or suspend components",
      description =
          "Databases start first and stop last, balancers the other way. A web server leaves its"
              + " pools before it stops, and comes back once it answers. Guests are asked to shut"
              + " down, and switched off if they do not. Until it is done it can be cancelled, and"
              + " everything is then as it was. Needs the permission power:start, power:stop,"
              + " power:restart, power:suspend or power:resume.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({ProblemType.CONFLICT, ProblemType.ACCOUNT_RESTRICTED, ProblemType.RATE_LIMITED})
  public Response switchComponents(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      PowerForm form,
      @Context ContainerRequestContext request) {
    ConfigurationId configuration = PathId.of(id, "configuration", ConfigurationId::new);
    views.one(caller.tenant(), configuration); // others' are absent before anything else is told
    PowerAction action =
        Body.required(form)
            .action()
            .orElseThrow(
                () ->
                    RefusedException.invalid(
                        List.of(
                            new FieldError(
                                "/action", "give START, STOP, RESTART, SUSPEND or RESUME"))));
    caller.require(permission(action));
    return views.answer(
        submission.power(
            new PowerOrder(
                caller.tenant(),
                configuration,
                Optional.of(caller.user()),
                action,
                form.components(),
                repeats.of(request, caller.user().value()))));
  }

  private static Permission permission(PowerAction action) {
    return switch (action) {
      case START -> Permission.POWER_START;
      case STOP -> Permission.POWER_STOP;
      case RESTART -> Permission.POWER_RESTART;
      case SUSPEND -> Permission.POWER_SUSPEND;
      case RESUME -> Permission.POWER_RESUME;
    };
  }
}
