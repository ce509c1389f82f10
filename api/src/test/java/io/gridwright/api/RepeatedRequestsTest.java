package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.store.IdSource;
import io.gridwright.store.testing.AtOnce;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency-Key (CONTRACT section 2). */
class RepeatedRequestsTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String KEY = "Idempotency-Key";
  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final int AT_ONCE = 20;

  private static String newKey() {
    return IdSource.ulids().next();
  }

  private static Set<String> distinct(List<Answer> answers, String pointer) {
    return answers.stream().map(answer -> answer.text(pointer)).collect(Collectors.toSet());
  }

  @Test
  void aRepeatIsAnsweredWithTheSameOperation() {
    Client client = API.newClient("memory-2500");
    String key = newKey();

    Answer first = client.http().post(CONFIGURATIONS, Bodies.sample("shop"), KEY, key).is(202);
    Answer second = client.http().post(CONFIGURATIONS, Bodies.sample("shop"), KEY, key).is(202);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(client.http().get(CONFIGURATIONS).texts("/items", "/id")).hasSize(1);
    assertThat(client.customer().holds().memoryMib()).isEqualTo(512 + 1024 + 1024 + 2048);
  }

  @Test
  void whiteSpaceAndTheOrderOfFieldsMakeNoOtherRequest() {
    Http owner = API.newOwner();
    String key = newKey();
    String one =
        "{\"name\":\"a\",\"components\":[{\"name\":\"w\",\"kind\":\"WEB\",\"memoryMiB\":256,"
            + "\"image\":\"debian-12-nginx\"}]}";
    String same =
        "{ \"components\":[ {\"image\":\"debian-12-nginx\",\"memoryMiB\":256,\"name\":\"w\","
            + "\"kind\":\"WEB\"} ],\n \"name\":\"a\" }";

    Answer first = owner.post(CONFIGURATIONS, one, KEY, key).is(202);

    assertThat(owner.post(CONFIGURATIONS, same, KEY, key).is(202).text("/operation/id"))
        .isEqualTo(first.text("/operation/id"));
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() {
    Http owner = API.newOwner();
    String key = newKey();
    owner.post(CONFIGURATIONS, Bodies.web("one", 256, 5), KEY, key).is(202);

    owner
        .post(CONFIGURATIONS, Bodies.web("two", 256, 5), KEY, key)
        .isProblem(422, "idempotency-key-reused");
    assertThat(owner.get(CONFIGURATIONS).texts("/items", "/name")).containsExactly("one");
  }

  @Test
  void theScopeOfAKeyIsWhoAndPath() {
    Http owner = API.newOwner();
    String key = newKey();
    owner.post(CONFIGURATIONS, Bodies.web("one", 256, 5), KEY, key).is(202);

    API.newOwner().post(CONFIGURATIONS, Bodies.web("two", 256, 5), KEY, key).is(202);
    Answer other = owner.post(CONFIGURATIONS, Bodies.web("three", 256, 5)).is(202);
    owner
        .post("/api/v1/operations/" + other.text("/operation/id") + "/cancel", "{}", KEY, key)
        .is(202);
  }

  @Test
  void twentyAtOnceOrderOneConfiguration() {
    Client client = API.newClient("memory-2500");
    String key = newKey();

    List<Answer> answers =
        AtOnce.values(
            AtOnce.run(
                AT_ONCE,
                i -> () -> client.http().post(CONFIGURATIONS, Bodies.sample("shop"), KEY, key)));

    assertThat(answers).hasSize(AT_ONCE).allMatch(answer -> answer.status() == 202);
    assertThat(distinct(answers, "/operation/id")).hasSize(1);
    assertThat(client.http().get("/api/v1/operations").texts("/items", "/id")).hasSize(1);
    assertThat(client.customer().holds().memoryMib()).isEqualTo(512 + 1024 + 1024 + 2048);
  }

  @Test
  void twentySignUpsAtOnceOpenOneAccountAndChargeOnce() {
    String card = "pm_" + newKey();
    String body = Bodies.signUp(ApiUnderTest.newLogin(), card, "\"memory-100\"");
    String key = newKey();

    List<Answer> answers =
        AtOnce.values(
            AtOnce.run(AT_ONCE, i -> () -> API.anybody().post("/api/v1/accounts", body, KEY, key)));

    assertThat(answers).hasSize(AT_ONCE).allMatch(answer -> answer.status() == 201);
    assertThat(distinct(answers, "/account/id")).hasSize(1);
    assertThat(distinct(answers, "/token")).hasSize(1);
    AccountId account = new AccountId(answers.get(0).text("/account/id"));
    assertThat(API.store().charges().of(account, Optional.empty(), 10)).hasSize(1);
    assertThat(API.payments(card)).containsExactly("SUCCEEDED");
    API.anybody().as(answers.get(0).text("/token")).get("/api/v1/account").is(200);
  }

  @Test
  void aRefusedRequestKeepsNoHoldOfItsKey() {
    Http owner = API.newOwner();
    String key = newKey();
    owner.post(CONFIGURATIONS, Bodies.web("Bad Name", 256, 5), KEY, key).is(422);
    owner.post(CONFIGURATIONS, Bodies.web("big", 999_999, 5), KEY, key).is(409);

    owner.post(CONFIGURATIONS, Bodies.web("good", 256, 5), KEY, key).is(202);
  }

  @Test
  void aDeclinedSignUpMayBeTriedAgainUnderItsKeyWithAnotherCard() {
    String login = ApiUnderTest.newLogin();
    String key = newKey();
    String declined = Bodies.signUp(login, "pm_card_chargeCustomerFail", "\"memory-100\"");
    String card = "pm_" + newKey();
    String accepted = Bodies.signUp(login, card, "\"memory-100\"");

    API.anybody().post("/api/v1/accounts", declined, KEY, key).isProblem(402, "payment-declined");
    API.anybody().post("/api/v1/accounts", declined, KEY, key).isProblem(402, "payment-declined");
    API.anybody().post("/api/v1/accounts", accepted, KEY, key).is(201);
    assertThat(API.payments(card)).containsExactly("SUCCEEDED");
  }

  @Test
  void aRepeatedLogOnGetsTheSameTokenOnce() {
    String login = ApiUnderTest.newLogin();
    String owner =
        API.anybody()
            .post("/api/v1/accounts", Bodies.signUp(login, "pm_card_visa", "\"memory-100\""))
            .text("/user/id");
    String body = Bodies.logOn(login, "a long enough password");
    String key = newKey();

    Answer first = API.anybody().post("/api/v1/sessions", body, KEY, key).is(201);
    Answer second = API.anybody().post("/api/v1/sessions", body, KEY, key).is(201);

    assertThat(second.text("/token")).isEqualTo(first.text("/token"));
    assertThat(second.text("/expiresAt")).isEqualTo(first.text("/expiresAt"));
    assertThat(API.sessions(new UserId(owner))).isEqualTo(2);
    API.anybody()
        .post("/api/v1/sessions", Bodies.logOn(login, "a long  enough password"), KEY, key)
        .isProblem(401, "unauthenticated");
  }

  @Test
  void aSessionThatWasClosedDoesNotComeBackUnderItsKey() {
    String login = ApiUnderTest.newLogin();
    API.anybody().post("/api/v1/accounts", Bodies.signUp(login, "pm_card_visa", "\"memory-100\""));
    String body = Bodies.logOn(login, "a long enough password");
    String key = newKey();
    Answer opened = API.anybody().post("/api/v1/sessions", body, KEY, key).is(201);
    API.anybody().as(opened.text("/token")).delete("/api/v1/sessions/current").is(204);

    API.anybody().post("/api/v1/sessions", body, KEY, key).isProblem(409, "conflict");
    API.anybody().as(opened.text("/token")).get("/api/v1/account").is(401);
  }

  @Test
  void strangersMayUseTheSameKey() {
    String key = newKey();
    for (String login : List.of(ApiUnderTest.newLogin(), ApiUnderTest.newLogin())) {
      String body = Bodies.signUp(login, "pm_card_visa", "\"memory-100\"");
      assertThat(API.anybody().post("/api/v1/accounts", body, KEY, key).is(201).text("/user/login"))
          .isEqualTo(login);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "", "x256"})
  void aKeyThatIsNoneIsRefused(String sent) {
    String key = sent.equals("x256") ? "k".repeat(256) : sent;

    Answer answer = API.newOwner().post(CONFIGURATIONS, Bodies.web("a", 256, 5), KEY, key);

    answer.isProblem(400, "malformed");
    assertThat(answer.faults()).containsExactly(KEY);
  }
}
