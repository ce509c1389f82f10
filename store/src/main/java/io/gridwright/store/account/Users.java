package io.gridwright.store.account;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** People and their sessions; sessions live in real time and are known by a hash of their token. */
public final class Users {
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource realTime;

  public Users(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.realTime = realTime;
  }

  /**
   * Adds a person to an account; without one, an operator.
   *
   * @throws Refusal {@code conflict} where the login is taken
   */
  public UserRow add(Optional<AccountId> account, NewUser user) {
    return transactions.call(handle -> add(handle, ids, account, user, realTime.instant()));
  }

  static UserRow add(
      Handle handle, IdSource ids, Optional<AccountId> account, NewUser user, Instant now) {
    if (account.isEmpty() != (user.role() == Role.OPERATOR)) {
      throw new IllegalArgumentException("an operator, and nobody else, belongs to no account");
    }
    UserRepository users = handle.attach(UserRepository.class);
    UserId id = new UserId(ids.next());
    if (users.insert(id, account, user, now) == 0) {
      throw new Refusal(
          Problem.of(
                  "conflict", "The login \"%s\" is taken; choose another.".formatted(user.login()))
              .withErrors(
                  List.of(
                      new FieldError(
                          account.isPresent() && user.role() == Role.OWNER
                              ? "/owner/login"
                              : "/login",
                          "is taken; choose another"))));
    }
    return users.find(id).orElseThrow();
  }

  public Optional<UserRow> find(UserId id) {
    return transactions.call(handle -> handle.attach(UserRepository.class).find(id));
  }

  public Optional<UserRow> byLogin(String login) {
    return transactions.call(handle -> handle.attach(UserRepository.class).byLogin(login));
  }

  public List<UserRow> of(AccountId account) {
    return transactions.call(handle -> handle.attach(UserRepository.class).of(account));
  }

  /** Changes a password and ends every session of its user. */
  public void changePassword(UserId id, String passwordHash) {
    transactions.run(
        handle -> {
          UserRepository users = handle.attach(UserRepository.class);
          users.changePassword(id, passwordHash);
          users.closeSessions(id);
        });
  }

  /**
   * Opens a session for a hash of its token, or finds the one that a repeated log-on opened.
   *
   * @return when it ends
   */
  public Instant openSession(UserId user, String tokenHash, Instant expiresAt) {
    return transactions.call(
        handle -> {
          UserRepository users = handle.attach(UserRepository.class);
          users.openSession(tokenHash, user, expiresAt, realTime.instant());
          return users.sessionEnd(tokenHash).orElseThrow();
        });
  }

  /** Whose session it is; empty once it expired or was closed. */
  public Optional<UserRow> bySession(String tokenHash) {
    Instant now = realTime.instant();
    return transactions.call(
        handle -> {
          UserRepository users = handle.attach(UserRepository.class);
          Optional<UserRow> user = users.bySession(tokenHash, now);
          user.ifPresent(u -> users.touch(tokenHash, now, now.minus(TOUCH)));
          return user;
        });
  }

  public void closeSession(String tokenHash) {
    transactions.run(handle -> handle.attach(UserRepository.class).closeSession(tokenHash));
  }

  /** Forgets expired sessions; returns how many. */
  public int forgetExpired() {
    return transactions.call(
        handle -> handle.attach(UserRepository.class).forgetExpired(realTime.instant()));
  }
}
