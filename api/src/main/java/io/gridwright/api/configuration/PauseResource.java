package io.gridwright.api.configuration;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.PathId;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.configuration.PauseWish;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pause and play of what balancers serve (F48, F49), beside whatever else is under way. */
@Path("/configurations/{id}/load-balancers/{name}/virtual-ips/{port}")
@Tag(name = "Configurations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PauseResource {
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern ADDRESS = Pattern.compile("auto|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final Pausing pausing;
  private final ConfigurationViews views;
  private final RepeatGuard repeats;

  public PauseResource(Pausing pausing, ConfigurationViews views, RepeatGuard repeats) {
    this.pausing = pausing;
    this.views = views;
    this.repeats = repeats;
  }

  @PUT
  @Requires(Permission.TRAFFIC_WRITE)
  @Operation(
      summary = "Pause or play a virtual address",
      description =
          "Paused, it takes no new request for any of its pool, and what is established finishes."
              + " In force within a second, beside a running operation; it stays so until it is"
              + " played. What holds already has no second effect.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({
    ProblemType.CONFLICT,
    ProblemType.ACCOUNT_RESTRICTED,
    ProblemType.RATE_LIMITED,
    ProblemType.IDEMPOTENCY_KEY_REUSED
  })
  public Response pauseAddress(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @PathParam("name") String balancer,
      @PathParam("port") String port,
      @QueryParam("address") String address,
      PauseForm form,
      @Context ContainerRequestContext request) {
    return pause(caller, id, balancer, port, address, Optional.empty(), form, request);
  }

  @PUT
  @Path("/pool/{component}/{memberPort}")
  @Requires(Permission.TRAFFIC_WRITE)
  @Operation(
      summary = "Pause or play a member of a pool",
      description =
          "Paused, it gets no new request from this virtual address, clients that stick to it go"
              + " elsewhere, and what is established finishes. In force within a second, beside a"
              + " running operation; it stays so until it is played.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "202",
      description = "Accepted; Location names the operation",
      content = @Content(schema = @Schema(implementation = AcceptedForm.class)))
  @Refuses({
    ProblemType.CONFLICT,
    ProblemType.ACCOUNT_RESTRICTED,
    ProblemType.RATE_LIMITED,
    ProblemType.IDEMPOTENCY_KEY_REUSED
  })
  public Response pauseMember(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @PathParam("name") String balancer,
      @PathParam("port") String port,
      @PathParam("component") String component,
      @PathParam("memberPort") String memberPort,
      @QueryParam("address") String address,
      PauseForm form,
      @Context ContainerRequestContext request) {
    PoolMember member = new PoolMember(component, port(memberPort));
    return pause(caller, id, balancer, port, address, Optional.of(member), form, request);
  }

  private Response pause(
      Caller caller,
      String id,
      String balancer,
      String port,
      String address,
      Optional<PoolMember> member,
      PauseForm form,
      ContainerRequestContext request) {
    ConfigurationId configuration = PathId.of(id, "configuration", ConfigurationId::new);
    views.one(caller.tenant(), configuration); // others' are absent before anything else is told
    Optional<String> which = address(address);
    return views.answer(
        pausing.pause(
            new PauseWish(
                caller.tenant(),
                configuration,
                caller.user(),
                balancer,
                port(port),
                which,
                member,
                PauseForm.required(form),
                repeats.of(request, caller.user().value()).map(r -> at(r, which)))));
  }

  /** What is asked of another address is another request, though path and body are the same. */
  private static IdempotentRequest at(IdempotentRequest request, Optional<String> address) {
    return new IdempotentRequest(
        request.who(),
        request.method(),
        request.path() + "?address=" + address.orElse(""),
        request.key(),
        request.body());
  }

  private static Optional<String> address(String sent) {
    if (sent != null && !ADDRESS.matcher(sent).matches()) {
      throw RefusedException.malformed(
          "address", "address is neither \"auto\" nor an IPv4 address; GET shows those there are.");
    }
    return Optional.ofNullable(sent);
  }

  /** No port in a path is none that the balancer has. */
  private static int port(String segment) {
    if (!PORT.matcher(segment).matches() || Integer.parseInt(segment) > 65535) {
      throw RefusedException.because(
          ProblemType.NOT_FOUND, "A port in the path is none; ports are 1 to 65535.");
    }
    return Integer.parseInt(segment);
  }
}
