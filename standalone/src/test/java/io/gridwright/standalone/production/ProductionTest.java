package io.gridwright.standalone.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs of the image as processes, with the files of {@code deploy/}: api, two workers and
 * the emulator, on one database and one Temporal. It needs the jars of {@code mvn package}.
 */
class ProductionTest {
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What a JVM that a signal ended tells its parent. */
  private static final int SIGTERM = 128 + 15;

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @BeforeAll
  static void requireJars() {
    Image.requirePackaged();
  }

  @Test
  void carriesOutWhatWasAcceptedBeforeTemporalCameThoughOneOfTwoWorkersIsKilled() throws Exception {
    try (var installation = Installation.in(folder)) {
      var api = installation.startApi();
      var first = installation.startWorker("worker-1");
      var second = installation.startWorker("worker-2");
      var anyone = new Customer(installation.api(), Optional.empty());

      livesAndSaysWhatItWaitsFor(api, first);
      var early = anyone.post("/api/v1/accounts", example("account.json"));
      assertThat(early.status()).isEqualTo(503);
      assertThat(early.header("Retry-After")).isNotEmpty();

      installation.startDatabase();
      until(() -> api.status("/healthcheck") == 200);
      var owner =
          anyone.as(
              anyone
                  .post("/api/v1/accounts", example("account.json"))
                  .json()
                  .at("/token")
                  .asText());
      var accepted = owner.post("/api/v1/configurations", example("shop.json"));
      assertThat(accepted.status()).isEqualTo(202);
      until(() -> first.said("Waiting for Temporal at"));

      installation.startTemporal();
      var operation = "/api/v1/operations/" + accepted.json().at("/operation/id").asText();
      until(() -> running(owner.get(operation).json(), "await-agent"));
      first.kill();
      until(() -> ended(owner.get(operation).json()));
      assertThat(owner.get(operation).json().at("/state").asText()).isEqualTo("SUCCEEDED");
      assertThat(installation.grid().machines()).containsExactly("db", "lb", "web-1", "web-2");
      until(() -> second.status("/admin/healthcheck") == 200);
      assertThat(second.page("/admin/metrics").path("gauges").fieldNames())
          .toIterable()
          .contains("database.connections");

      var configuration =
          "/api/v1/configurations/" + accepted.json().at("/configuration/id").asText();
      var operator = operator(anyone, installation);
      assertThat(operator.get("/api/v1/grid/orphans").json().path("items")).isEmpty();
      owner.delete(configuration);
      until(() -> owner.get(configuration).json().at("/state").asText().equals("DELETED"));
      assertThat(installation.grid().machines()).isEmpty();

      try (var stream = owner.events(configuration + "/events").body()) {
        api.terminate();
        second.terminate();
        assertThat(api.endWithin(STOP)).isEqualTo(SIGTERM);
        assertThat(second.endWithin(STOP)).isEqualTo(SIGTERM);
        assertThat(stream.readAllBytes()).isNotEmpty(); // it was ended, not broken off
      }
      assertThat(second.log()).contains("Stopped").doesNotContain("did not stop well");
    }
  }

  private static void livesAndSaysWhatItWaitsFor(Program api, Program worker) throws Exception {
    until(() -> api.status("/ping") == 200);
    until(() -> worker.status("/admin/ping") == 200);
    assertThat(api.status("/healthcheck")).isEqualTo(500);
    assertThat(api.page("/healthcheck").at("/preparation/message").asText())
        .contains("the database at jdbc:mysql://127.0.0.1");
    assertThat(worker.page("/admin/healthcheck").at("/workers/message").asText())
        .contains("the database at jdbc:mysql://127.0.0.1");
    until(() -> worker.said("Waiting for the database at jdbc:mysql://127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker"})
  void refusesAnUnknownKeyAndNamesIt(String program) throws Exception {
    var yaml = Files.writeString(folder.resolve("bad.yml"), "database: {usr: gridwright}\n");
    var image = Image.assembledIn(folder.resolve("image"));
    var command = List.of(program, "server", yaml.toString());
    var log = folder.resolve("log");
    try (var refusing = Program.start(image, command, "", Map.of(), log, NOWHERE)) {
      assertThat(refusing.endWithin(Duration.ofMinutes(2))).isEqualTo(1);
      assertThat(refusing.log())
          .contains("Unrecognized field at: database.usr")
          .contains("Did you mean")
          .doesNotContain("\tat ");
    }
  }

  private static Customer operator(Customer anyone, Installation installation) throws Exception {
    var password = Files.readString(installation.operatorPasswordFile()).strip();
    var session =
        anyone.post(
            "/api/v1/sessions", "{\"login\":\"operator\",\"password\":\"%s\"}".formatted(password));
    assertThat(session.status()).isEqualTo(201);
    return anyone.as(session.json().at("/token").asText());
  }

  private static boolean running(JsonNode operation, String step) {
    assertThat(ended(operation)).as("ended early: %s", operation).isFalse();
    for (var each : operation.path("steps")) {
      if (each.path("name").asText().equals(step)
          && each.path("state").asText().equals("RUNNING")) {
        return true;
      }
    }
    return false;
  }

  private static boolean ended(JsonNode operation) {
    return switch (operation.path("state").asText()) {
      case "SUCCEEDED", "FAILED", "CANCELLED" -> true;
      default -> false;
    };
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private static String example(String name) throws Exception {
    var text = Files.readString(Image.REPOSITORY.resolve("examples").resolve(name));
    new ObjectMapper().readTree(text);
    return text;
  }
}
