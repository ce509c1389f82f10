package io.gridwright.api.grid;

import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Body;
import io.gridwright.api.request.PathId;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.account.Accounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code /grid/accounts/{id}}: what operators think of an account. */
@Path("/grid/accounts/{id}")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountRiskResource {
  private final Accounts accounts;

  public AccountRiskResource(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The operator's word. */
  @Schema(
      description = "What to change",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  public record RatingForm(
      @Schema(
              description = "How likely the account is to do harm; HIGH isolates all it has",
              pattern = "^(LOW|MEDIUM|HIGH)$",
              example = "HIGH",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Optional<String> risk) {}

  /** An account and what operators think of it. */
  public record RatedAccountForm(String id, String name, RiskLevel risk) {
    static RatedAccountForm from(AccountRow row) {
      return new RatedAccountForm(row.id().value(), row.name(), row.risk());
    }
  }

  @PATCH
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Rate an account",
      description =
          "What it orders from now on is placed by this risk; what is placed already stays. For"
              + " operators.")
  public RatedAccountForm rateAccount(@PathParam("id") String id, RatingForm form) {
    AccountId account = PathId.of(id, "account", AccountId::new);
    if (accounts.find(account).isEmpty()) {
      throw absent();
    }
    return RatedAccountForm.from(accounts.rate(account, level(Body.required(form))));
  }

  private static RiskLevel level(RatingForm form) {
    return form.risk()
        .flatMap(
            word ->
                Arrays.stream(RiskLevel.values())
                    .filter(level -> level.name().equals(word))
                    .findFirst())
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    List.of(new FieldError("/risk", "choose one of LOW, MEDIUM, HIGH"))));
  }

  private static RefusedException absent() {
    return RefusedException.because(
        ProblemType.NOT_FOUND, "There is no account of that id; take it from its configurations.");
  }
}
