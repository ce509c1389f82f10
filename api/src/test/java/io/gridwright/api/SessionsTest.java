package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.Http.Answer;
import io.gridwright.api.access.TokenHash;
import io.gridwright.api.account.ForgetExpired;
import io.gridwright.domain.account.UserId;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.UserRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Passwords, tokens and how long they last. */
class SessionsTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String PASSWORD = "a long enough password";

  private static String signUp() {
    String login = ApiUnderTest.newLogin();
    API.anybody()
        .post("/api/v1/accounts", Bodies.signUp(login, "pm_card_visa", "\"memory-100\""))
        .is(201);
    return login;
  }

  private static UserRow user(String login) {
    return API.store().users().byLogin(login).orElseThrow();
  }

  @Test
  void aPasswordIsKeptAsArgon2idAndATokenAsItsHash() {
    String login = signUp();
    Answer session = API.anybody().post("/api/v1/sessions", Bodies.logOn(login, PASSWORD)).is(201);

    assertThat(user(login).passwordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(session.text("/token")).hasSizeGreaterThanOrEqualTo(43);
    assertThat(API.columnsHolding(session.text("/token"))).isEmpty();
    assertThat(API.columnsHolding(PASSWORD)).isEmpty();
    assertThat(API.columnsHolding(TokenHash.of(session.text("/token")).value()))
        .containsExactly("session.token_hash");
  }

  @Test
  void aSessionEndsAfterItsTime() {
    UserId user = user(signUp()).id();
    String token = "ends-" + user.value();
    API.store()
        .users()
        .openSession(user, TokenHash.of(token).value(), Instant.now().minusSeconds(1));

    API.anybody().as(token).get("/api/v1/account").isProblem(401, "unauthenticated");
  }

  @Test
  void aSessionLastsAWeekUnlessItIsClosed() {
    Answer session =
        API.anybody().post("/api/v1/sessions", Bodies.logOn(signUp(), PASSWORD)).is(201);

    assertThat(Duration.between(Instant.now(), Instant.parse(session.text("/expiresAt"))))
        .isBetween(Duration.ofDays(7).minusMinutes(10), Duration.ofDays(7));
    Http user = API.anybody().as(session.text("/token"));
    user.delete("/api/v1/sessions/current").is(204);
    user.delete("/api/v1/sessions/current").isProblem(401, "unauthenticated");
  }

  @Test
  void whatHasExpiredIsForgottenAndTheRestIsNot() {
    UserId user = user(signUp()).id();
    Http valid = API.logOn(user);
    String past = TokenHash.of("past-" + user.value()).value();
    API.store().users().openSession(user, past, Instant.now().minusSeconds(1));
    assertThat(API.columnsHolding(past)).isNotEmpty();

    new ForgetExpired(
            API.store().users(),
            API.store().transactions(),
            new Idempotency(InstantSource.system()))
        .run();

    assertThat(API.columnsHolding(past)).isEmpty();
    valid.get("/api/v1/account").is(200);
  }

  @Test
  void closingOneSessionLeavesTheOthers() {
    UserId user = user(signUp()).id();
    Http one = API.logOn(user);
    Http other = API.logOn(user);

    one.delete("/api/v1/sessions/current").is(204);

    one.get("/api/v1/account").is(401);
    other.get("/api/v1/account").is(200);
  }

  @Test
  void aChangedPasswordEndsEverySession() {
    UserId user = user(signUp()).id();
    Http before = API.logOn(user);

    API.store().users().changePassword(user, "$argon2id$other");

    before.get("/api/v1/account").is(401);
  }

  @Test
  void theLogOnShowsWhatTheUserLooksAfter() {
    String login = signUp();
    Http owner = API.logOn(user(login).id());
    String id =
        owner.post("/api/v1/configurations", Bodies.web("mine", 256, 5)).text("/configuration/id");

    Answer session = API.anybody().post("/api/v1/sessions", Bodies.logOn(login, PASSWORD)).is(201);

    assertThat(session.json().at("/configurations").toString())
        .isEqualTo("[{\"id\":\"%s\",\"name\":\"mine\",\"state\":\"PROVISIONING\"}]".formatted(id));
    assertThat(session.text("/user/login")).isEqualTo(login);
  }

  @Test
  void theSchemeOfATokenIsBearerInAnyCase() {
    String token = "case-" + ApiUnderTest.newLogin();
    API.store()
        .users()
        .openSession(
            user(signUp()).id(), TokenHash.of(token).value(), Instant.now().plusSeconds(600));

    Http anybody = API.anybody();
    anybody.get("/api/v1/account", "Authorization", "bearer " + token).is(200);
    anybody.get("/api/v1/account", "Authorization", "BEARER   " + token).is(200);
    anybody.get("/api/v1/account", "Authorization", "Basic " + token).is(401);
    anybody.get("/api/v1/account", "Authorization", "Bearer").is(401);
    anybody.get("/api/v1/account", "Authorization", "Bearer " + "x".repeat(4_000)).is(401);
    anybody.get("/api/v1/account?token=" + token).is(401);
  }
}
