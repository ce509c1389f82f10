package io.gridwright.api.account;

import io.gridwright.api.access.Passwords;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.store.account.UserRow;
import io.gridwright.store.account.Users;
import java.time.InstantSource;
import java.util.Optional;

/** Finds out whether login and password belong together; says the same whichever is wrong (F8). */
public final class LogOn {
  private final Users users;
  private final Passwords passwords;
  private final LogOnLimiter limiter;

  public LogOn(Users users, Passwords passwords, InstantSource realTime) {
    this.users = users;
    this.passwords = passwords;
    this.limiter = new LogOnLimiter(realTime);
  }

  UserRow user(LogOnForm form) {
    FieldFaults faults = new FieldFaults();
    String login = faults.line("/login", form.login(), 190);
    String password = form.password().orElse("");
    if (password.isEmpty() || password.length() > 1024) {
      faults.fault("/password", "it is missing or too long; give the password");
    }
    faults.refuseIfAny();
    limiter.check(login);
    Optional<UserRow> user = users.byLogin(login);
    if (!passwords.matches(password, user.map(UserRow::passwordHash))) {
      limiter.failed(login);
      throw RefusedException.because(
          ProblemType.UNAUTHENTICATED, "Login and password do not belong together; try again.");
    }
    return user.orElseThrow();
  }
}
