package io.gridwright.api.account;

import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Open;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.domain.account.AccountId;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.account.SignedUp;
import io.gridwright.store.billing.Plans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Currency;
import java.util.Optional;

/** {@code /accounts} to sign up, {@code /account} for one's own. */
@Path("/")
@Tag(name = "Accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource {
  private final Accounts accounts;
  private final Plans plans;
  private final SignUpDesk signUps;
  private final SessionDesk sessions;
  private final RepeatGuard repeats;

  public AccountResource(
      Accounts accounts,
      Plans plans,
      SignUpDesk signUps,
      SessionDesk sessions,
      RepeatGuard repeats) {
    this.accounts = accounts;
    this.plans = plans;
    this.signUps = signUps;
    this.sessions = sessions;
    this.repeats = repeats;
  }

  @POST
  @Path("/accounts")
  @Open
  @Operation(
      summary = "Sign up",
      description =
          "Opens an account with its owner and charges the first period of its plans at once."
              + " Where the card is declined there is no account. The token is shown here only.")
  @Parameter(in = ParameterIn.HEADER, name = RepeatGuard.HEADER)
  @ApiResponse(
      responseCode = "201",
      description = "The account, its owner and a token",
      content = @Content(schema = @Schema(implementation = SignedUpForm.class)))
  @Refuses({ProblemType.PAYMENT_DECLINED, ProblemType.CONFLICT})
  public Response signUp(SignUpForm form, @Context ContainerRequestContext request) {
    SignUp signUp = new SignUpFields(plans.catalogue()).read(Body.required(form));
    Optional<IdempotentRequest> repeat = repeats.ofStranger(request, signUp.owner().login());
    SignedUp signedUp = signUps.open(signUp, repeat);
    OpenedSession session = sessions.open(signedUp.owner().id(), repeat);
    return Response.status(Response.Status.CREATED)
        .header("Location", "/api/v1/account")
        .entity(
            new SignedUpForm(
                form(signedUp.account()),
                UserForm.from(signedUp.owner()),
                session.token(),
                session.expiresAt()))
        .build();
  }

  @GET
  @Path("/account")
  @Requires(Permission.ACCOUNT_READ)
  @Operation(
      summary = "Your account",
      description =
          "The account of whoever asks: its ceiling, what its configurations hold of it, its"
              + " plans and the period that runs.")
  public AccountForm readAccount(@Parameter(hidden = true) @Auth Caller caller) {
    return form(row(caller.tenant()));
  }

  @PATCH
  @Path("/account")
  @Requires(Permission.ACCOUNT_WRITE)
  @Operation(
      summary = "Change your account",
      description = "Changes the fields that are sent and keeps the rest.")
  public AccountForm changeAccount(
      @Parameter(hidden = true) @Auth Caller caller, AccountChangeForm form) {
    Currency currency = Currency.getInstance(row(caller.tenant()).currency());
    return form(
        accounts.change(
            caller.tenant(), new AccountChangeFields(currency).read(Body.required(form))));
  }

  /** The account of a session always exists. */
  private AccountRow row(AccountId id) {
    return accounts.find(id).orElseThrow();
  }

  private AccountForm form(AccountRow row) {
    return AccountForm.from(row, plans.of(row.id()));
  }
}
