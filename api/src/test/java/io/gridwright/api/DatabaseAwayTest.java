package io.gridwright.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.IdSource;
import io.gridwright.store.StoreConfiguration;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.event.EventKind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wire between the API and its database is cut and mended. */
class DatabaseAwayTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static Wire wire;
  private static StoreDatabase database;
  private static ApiServer server;

  private final Client client = API.newClient("memory-2500");
  private final Http http =
      new Http("http://127.0.0.1:" + server.port(), Optional.of(client.http().token()));

  @BeforeAll
  static void putAWireBetween() {
    URI url = URI.create(API.databaseUrl().substring("jdbc:".length()));
    wire = new Wire(url.getPort());
    database =
        StoreDatabase.open(
            new StoreConfiguration(
                API.databaseUrl().replace(":" + url.getPort(), ":" + wire.port()), "", "", 8));
    server = API.another(database);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
    wire.close();
  }

  @AfterEach
  void mend() {
    wire.mend();
    await().atMost(60, SECONDS).until(() -> http.get("/api/v1/account").status() == 200);
  }

  @Test
  void everythingThatNeedsItIsRefusedForAWhileAndThenServedAgain() {
    http.get("/api/v1/account").is(200);

    wire.cut();

    List<Answer> answers =
        List.of(
            http.get("/api/v1/account"),
            http.get("/api/v1/configurations"),
            http.get("/api/v1/operations"),
            http.get("/api/v1/catalog/plans"),
            http.post("/api/v1/configurations", Bodies.web("now", 256, 5)),
            http.post("/api/v1/sessions", Bodies.logOn("ann", "a long enough password")),
            http.post(
                "/api/v1/accounts",
                Bodies.signUp(ApiUnderTest.newLogin(), "pm_card_visa", "\"memory-100\"")));
    assertThat(answers)
        .allSatisfy(
            answer -> {
              answer.isProblem(503, "unavailable");
              assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
              assertThat(answer.text("/detail")).contains("database").contains("again");
            });
    assertThat(API.adminOf(server).get("/healthcheck").json().at("/database/healthy").asBoolean())
        .isFalse();
    wire.mend();
    await().atMost(60, SECONDS).until(() -> http.get("/api/v1/account").status() == 200);
    assertThat(API.adminOf(server).get("/healthcheck").json().at("/database/healthy").asBoolean())
        .isTrue();
  }

  @Test
  void noSecretComesIntoTheLogWithAFailure() {
    String password = "correct-horse-battery-staple";
    String secret = "cloud-init-secret-of-mine";
    String order =
        Bodies.web("secretive", 256, 5)
            .replace("\"vcpus\"", "\"userData\":\"#cloud-config " + secret + "\",\"vcpus\"");
    String signUp =
        Bodies.signUp(ApiUnderTest.newLogin(), "pm_card_visa", "\"memory-100\"")
            .replace("a long enough password", password);
    try (LogRecorder log = new LogRecorder()) {
      String token = http.post("/api/v1/accounts", signUp).is(201).text("/token");
      http.post("/api/v1/configurations", order).is(202);
      wire.cut();
      http.post("/api/v1/configurations", order).is(503);
      http.post("/api/v1/accounts", signUp).is(503);
      http.as(token).get("/api/v1/account").is(503);

      assertThat(log.entries()).isNotEmpty();
      assertThat(String.join("\n", log.entries()))
          .doesNotContain(password)
          .doesNotContain(secret)
          .doesNotContain(token)
          .doesNotContain(http.token())
          .doesNotContain("argon2");
    }
  }

  @Test
  void nothingIsKeptOfAnOrderThatWasRefusedSo() {
    String key = IdSource.ulids().next();
    wire.cut();
    http.post("/api/v1/configurations", Bodies.web("kept", 256, 5), "Idempotency-Key", key).is(503);
    wire.mend();
    await().atMost(60, SECONDS).until(() -> http.get("/api/v1/account").status() == 200);

    http.post("/api/v1/configurations", Bodies.web("other", 256, 5), "Idempotency-Key", key)
        .is(202);

    assertThat(http.get("/api/v1/configurations").texts("/items", "/name"))
        .containsExactly("other");
  }

  @Test
  void anOpenEventStreamWaitsAndGoesOnWithoutGap() {
    ConfigurationId watched =
        new ConfigurationId(
            http.post("/api/v1/configurations", Bodies.web("watched", 256, 5))
                .text("/configuration/id"));
    try (EventClient stream =
        EventClient.follow(server.port(), client.http().token(), watched.value(), "")) {
      assertThat(stream.next().id()).isEqualTo(1);

      wire.cut();
      http.get("/api/v1/account").is(503);
      API.store()
          .events()
          .append(
              client.customer().account(), watched, EventKind.NOTIFICATION, Map.of("text", "x"));
      wire.mend();

      assertThat(stream.next().id()).isEqualTo(2);
    }
  }
}
