package io.gridwright.api.account;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Open;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.account.SessionForm.OverviewForm;
import io.gridwright.api.configuration.Losses;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.api.request.Repeats;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.account.UserRow;
import io.gridwright.store.configuration.Configurations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /sessions}: log on and off. */
@Path("/sessions")
@Tag(name = "Sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SessionsResource {
  private static final int SHOWN = 50;

  private final LogOn logOn;
  private final SessionDesk sessions;
  private final Configurations configurations;
  private final Losses losses;
  private final RepeatGuard guard;
  private final Repeats repeats;

  public SessionsResource(
      LogOn logOn,
      SessionDesk sessions,
      Configurations configurations,
      Losses losses,
      RepeatGuard guard,
      Repeats repeats) {
    this.logOn = logOn;
    this.sessions = sessions;
    this.configurations = configurations;
    this.losses = losses;
    this.guard = guard;
    this.repeats = repeats;
  }

  @POST
  @Open
  @Operation(
      summary = "Log on",
      description =
          "Opens a session. The same is said of a wrong password and of an unknown login.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "201",
      description = "A token, to be sent as Authorization: Bearer TOKEN",
      content = @Content(schema = @Schema(implementation = SessionForm.class)))
  @Refuses({ProblemType.UNAUTHENTICATED, ProblemType.CONFLICT, ProblemType.RATE_LIMITED})
  public Response openSession(LogOnForm form, @Context ContainerRequestContext request) {
    UserRow user = logOn.user(Body.required(form));
    Optional<IdempotentRequest> repeat = guard.ofStranger(request, user.login());
    OpenedSession session =
        repeats.seen(repeat)
            ? sessions.openedBy(user.id(), repeat.orElseThrow())
            : sessions.open(user.id(), repeat);
    repeats.note(repeat, user.id().value());
    return Response.status(Response.Status.CREATED)
        .header("Location", "/api/v1/sessions/current")
        .entity(
            new SessionForm(
                session.token(), session.expiresAt(), UserForm.from(user), overview(user)))
        .build();
  }

  @DELETE
  @Path("/current")
  @Requires(Permission.SESSION_CLOSE)
  @Operation(
      summary = "Log off",
      description = "Ends the session of the token that is sent; it is refused from then on.")
  @ApiResponse(responseCode = "204", description = "The token has ended")
  public Response closeSession(@Parameter(hidden = true) @Auth Caller caller) {
    sessions.close(caller.session());
    return Response.noContent().build();
  }

  private List<OverviewForm> overview(UserRow user) {
    return user.accountId().stream()
        .flatMap(account -> configurations.page(account, Optional.empty(), SHOWN).stream())
        .map(row -> OverviewForm.from(row, losses.stateOf(row)))
        .toList();
  }
}
