package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.account.AccountId;
import io.gridwright.store.IdSource;
import io.gridwright.store.testing.AtOnce;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignUpTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String PLANS = "\"memory-2500\",\"transfer-100\"";

  private static Answer signUp(String login, String card) {
    return API.anybody().post("/api/v1/accounts", Bodies.signUp(login, card, PLANS));
  }

  @Test
  void aNewcomerGetsAnAccountATokenAndAPaidFirstPeriod() {
    Answer answer = signUp(ApiUnderTest.newLogin(), "pm_card_visa");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("/account/name")).isEqualTo("Acme");
    assertThat(answer.text("/account/periodStart")).endsWith("Z");
    assertThat(answer.json().at("/account/ceiling/memoryMiB").asLong()).isEqualTo(102_400);
    assertThat(answer.text("/user/role")).isEqualTo("OWNER");
    assertThat(answer.body()).doesNotContain("a long enough password").doesNotContain("argon2");
    Answer account = API.anybody().as(answer.text("/token")).get("/api/v1/account");
    assertThat(account.status()).isEqualTo(200);
    assertThat(account.json()).isEqualTo(answer.json().get("account"));
    assertThat(API.store().charges().of(new AccountId(account.text("/id")), Optional.empty(), 10))
        .extracting(charge -> charge.amount().amount(), charge -> charge.state().name())
        .containsExactlyInAnyOrder(tuple("499.99", "SUCCEEDED"), tuple("29.99", "SUCCEEDED"));
  }

  @Test
  void aDeclinedCardOpensNoAccount() {
    String login = ApiUnderTest.newLogin();

    Answer declined = signUp(login, "pm_card_chargeDeclined");

    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.text("/type")).isEqualTo("/problems/payment-declined");
    assertThat(API.store().users().byLogin(login)).isEmpty();
    assertThat(signUp(login, "pm_card_visa").status()).isEqualTo(201);
  }

  @Test
  void aCardThatAttachesButCannotBeChargedOpensNoAccountEither() {
    String login = ApiUnderTest.newLogin();

    assertThat(signUp(login, "pm_card_chargeCustomerFail").status()).isEqualTo(402);
    assertThat(API.store().users().byLogin(login)).isEmpty();
  }

  @Test
  void tellsEveryFaultyFieldAtOnce() {
    Answer answer =
        API.anybody()
            .post(
                "/api/v1/accounts",
                """
                {"name":"","timeZone":"Mars/Olympus","currency":"XXX","hostName":"-bad-",
                 "owner":{"login":"A B","password":"short","email":"nowhere"},
                 "subscriptions":["memory-100","memory-400","none"]}""");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(fields(answer))
        .contains(
            "/name",
            "/timeZone",
            "/currency",
            "/hostName",
            "/owner/login",
            "/owner/password",
            "/owner/name",
            "/owner/email",
            "/paymentMethod/token",
            "/subscriptions/1",
            "/subscriptions/2");
  }

  @Test
  void aTakenLoginIsAConflict() {
    String login = ApiUnderTest.newLogin();
    signUp(login, "pm_card_visa");

    Answer again = signUp(login, "pm_card_visa");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("/type")).isEqualTo("/problems/conflict");
  }

  @Test
  void ofTwoWhoWantOneLoginAtOnceOneGetsItAndTheOtherPaysNothing() {
    String login = ApiUnderTest.newLogin();
    List<String> cards =
        List.of("pm_one_" + IdSource.ulids().next(), "pm_two_" + IdSource.ulids().next());

    List<Integer> statuses =
        AtOnce.values(AtOnce.run(2, i -> () -> signUp(login, cards.get(i)).status()));

    assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    int paid = statuses.indexOf(201);
    assertThat(API.payments(cards.get(paid))).containsExactly("SUCCEEDED");
    assertThat(API.payments(cards.get(1 - paid))).isSubsetOf("REFUNDED");
  }

  @Test
  void namesKeepTheirCharacters() {
    String body =
        Bodies.signUp(ApiUnderTest.newLogin(), "pm_card_visa", "\"memory-100\"")
            .replace("\"Acme\"", "\"Żółć & Söhne 🚀\"");

    Answer answer = API.anybody().post("/api/v1/accounts", body).is(201);

    assertThat(answer.text("/account/name")).isEqualTo("Żółć & Söhne 🚀");
    assertThat(API.anybody().as(answer.text("/token")).get("/api/v1/account").text("/name"))
        .isEqualTo("Żółć & Söhne 🚀");
  }

  @Test
  void logsOnAndOffAndTheTokenEndsAtOnce() {
    String login = ApiUnderTest.newLogin();
    signUp(login, "pm_card_visa");
    Answer session =
        API.anybody().post("/api/v1/sessions", Bodies.logOn(login, "a long enough password"));
    Http user = API.anybody().as(session.text("/token"));

    assertThat(session.status()).isEqualTo(201);
    assertThat(session.json().get("configurations").isArray()).isTrue();
    assertThat(user.get("/api/v1/account").status()).isEqualTo(200);
    assertThat(user.delete("/api/v1/sessions/current").status()).isEqualTo(204);
    assertThat(user.get("/api/v1/account").status()).isEqualTo(401);
  }

  @Test
  void saysTheSameOfAWrongPasswordAndOfAnUnknownLogin() {
    String login = ApiUnderTest.newLogin();
    signUp(login, "pm_card_visa");

    Answer wrong = API.anybody().post("/api/v1/sessions", Bodies.logOn(login, "not the password"));
    Answer unknown =
        API.anybody().post("/api/v1/sessions", Bodies.logOn("who-is-this", "not the password"));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
  }

  @Test
  void refusesFurtherGuessesAfterManyFailures() {
    String login = ApiUnderTest.newLogin();
    Answer last = null;
    for (int guess = 0; guess < 31; guess++) {
      last = API.anybody().post("/api/v1/sessions", Bodies.logOn(login, "guess " + guess));
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
  }

  @Test
  void changesWhatIsSentOfTheAccountAndKeepsTheRest() {
    Http owner = API.newOwner();

    Answer changed =
        owner.patch(
            "/api/v1/account",
            "{\"healthPolicy\":\"ALL\",\"acceptableOverage\":{\"amount\":\"50.00\","
                + "\"currency\":\"USD\"}}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/healthPolicy")).isEqualTo("ALL");
    assertThat(changed.text("/acceptableOverage/amount")).isEqualTo("50.00");
    assertThat(changed.text("/name")).isEqualTo("Acme");
    assertThat(fields(owner.patch("/api/v1/account", "{\"monitoring\":\"X\",\"name\":\"\"}")))
        .containsExactlyInAnyOrder("/monitoring", "/name");
  }

  @Test
  void showsTheCatalogueToEverybody() {
    JsonNode plans = API.anybody().get("/api/v1/catalog/plans").json().get("items");

    assertThat(plans).hasSize(9);
    assertThat(plans.get(1).toString())
        .isEqualTo(
            """
            {"id":"memory-400","resource":"MEMORY","price":{"amount":"99.99","currency":"USD"},\
            "addresses":10,"ceilings":{"memoryMiB":20480,"vcpus":16,"diskGiB":400},\
            "overageInterval":"P1D","hours":"REAL","sharedCpu":true,"allotments":[\
            {"resource":"MEMORY","unit":"GB_HOUR","quantity":"400",\
            "overagePrice":{"amount":"1.00","currency":"USD"},"cutOff":"600"}]}""");
    assertThat(API.anybody().get("/api/v1/catalog/images").body()).contains("debian-12-nginx");
    assertThat(API.anybody().get("/api/v1/catalog/engines").status()).isEqualTo(200);
  }

  static Iterable<String> fields(Answer answer) {
    return StreamSupport.stream(answer.json().at("/errors").spliterator(), false)
        .map(error -> error.get("field").asText())
        .toList();
  }
}
