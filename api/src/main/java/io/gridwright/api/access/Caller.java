package io.gridwright.api.access;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.store.account.Role;
import java.security.Principal;
import java.util.Optional;

/**
 * Who sent the request.
 *
 * @param account empty for an operator, who belongs to none
 * @param session hash of the token that was sent
 */
public record Caller(UserId user, Optional<AccountId> account, Role role, TokenHash session)
    implements Principal {

  @Override
  public String getName() {
    return user.value();
  }

  /** The account that everything in this request is confined to. */
  public AccountId tenant() {
    return account.orElseThrow(
        () ->
            RefusedException.because(
                ProblemType.FORBIDDEN,
                "An operator belongs to no account; log on as a user of the account."));
  }

  /** Refuses a caller without this permission, where only the body tells which is needed. */
  public void require(Permission permission) {
    if (!Grants.to(role, permission)) {
      throw RefusedException.because(ProblemType.FORBIDDEN, permission.advice());
    }
  }

  public boolean operator() {
    return role == Role.OPERATOR;
  }
}
