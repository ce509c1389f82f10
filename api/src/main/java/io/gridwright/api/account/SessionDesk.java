package io.gridwright.api.account;

import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Callers;
import io.gridwright.api.access.TokenHash;
import io.gridwright.api.access.Tokens;
import io.gridwright.api.request.RequestMark;
import io.gridwright.domain.account.UserId;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.account.UserRow;
import io.gridwright.store.account.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Opens and closes sessions, and knows who holds which token. */
public final class SessionDesk implements Callers {
  private final Users users;
  private final Tokens tokens;
  private final Duration lifetime;
  private final InstantSource realTime;

  public SessionDesk(Users users, Tokens tokens, Duration lifetime, InstantSource realTime) {
    this.users = users;
    this.tokens = tokens;
    this.lifetime = lifetime;
    this.realTime = realTime;
  }

  /** Opens a session; a repeated request gets the token of the first one again. */
  OpenedSession open(UserId user, Optional<IdempotentRequest> request) {
    String token = request.map(RequestMark::of).map(tokens::derived).orElseGet(tokens::fresh);
    Instant expires = realTime.instant().plus(lifetime);
    return new OpenedSession(token, users.openSession(user, TokenHash.of(token).value(), expires));
  }

  /**
   * The session that an earlier request opened.
   *
   * @throws Refusal {@code conflict} if it has ended meanwhile: one key opens one session
   */
  OpenedSession openedBy(UserId user, IdempotentRequest request) {
    String token = tokens.derived(RequestMark.of(request));
    if (users.bySession(TokenHash.of(token).value()).isEmpty()) {
      throw Refusal.of(
          "conflict", "The session that this key opened has ended; log on with a new key.");
    }
    return open(user, Optional.of(request));
  }

  void close(TokenHash session) {
    users.closeSession(session.value());
  }

  @Override
  public Optional<Caller> holding(TokenHash token) {
    return users.bySession(token.value()).map(user -> caller(user, token));
  }

  private static Caller caller(UserRow user, TokenHash token) {
    return new Caller(user.id(), user.accountId(), user.role(), token);
  }
}
