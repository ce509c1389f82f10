package io.gridwright.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.standalone.demo.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DESIGN section 9 from outside: parts are killed while orders are being carried out. Each order
 * that was accepted ends as it should, and what stands on the grid is what the ledger says.
 */
class KilledPartsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private Path data;
  private Map<String, String> environment;
  private final List<JsonNode> accepted = new ArrayList<>();

  @BeforeEach
  void findPorts() throws IOException {
    data = folder.resolve("data");
    environment = Launched.environmentFor(data);
  }

  @Test
  void everyAcceptedOrderOutlivesPowerCutAndDeadServers() throws Exception {
    String token;
    try (var first = up()) {
      var shop = new Shop(first.awaitReady());
      token = shop.signUp();
      for (var name : List.of("one", "two", "three")) {
        accepted.add(shop.submit(token, name));
      }
      awaitStep(shop, token, "clone");
      first.kill();
    }
    try (var second = up()) {
      var shop = new Shop(second.awaitReady());
      awaitAllRunning(shop, token);
      killUnderAnOrder(second, shop, token, "mariadb", "four");
      killUnderAnOrder(second, shop, token, "temporal", "five");
      assertGridEqualsLedger(second, shop);
      for (var order : accepted) {
        shop.delete(token, order.path("configuration").path("id").asText());
      }
      assertThat(machines(second)).isEmpty();
      assertGridEqualsLedger(second, shop);
    }
  }

  private Launched up() throws IOException {
    return Launched.up(data, environment, "up", "--latency", "0.3");
  }

  private void killUnderAnOrder(
      Launched up, Shop shop, String token, String part, String configuration) throws IOException {
    accepted.add(shop.submit(token, configuration));
    awaitStep(shop, token, "clone");
    up.killChild(part);
    awaitAllRunning(shop, token);
  }

  /** Until a step of that name has begun in the newest order. */
  private void awaitStep(Shop shop, String token, String step) {
    var operation = accepted.get(accepted.size() - 1).path("operation").path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                each(shop.get(token, "/api/v1/operations/" + operation).path("steps"))
                    .anyMatch(row -> row.path("name").asText().equals(step)));
  }

  /** An answer may be lost while a part is away; what counts is how it ends. */
  private void awaitAllRunning(Shop shop, String token) {
    for (var order : accepted) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(
                          shop.get(
                                  token,
                                  "/api/v1/operations/"
                                      + order.path("operation").path("id").asText())
                              .path("state")
                              .asText())
                      .isEqualTo("SUCCEEDED"));
    }
  }

  private static void assertGridEqualsLedger(Launched up, Shop shop) throws Exception {
    var password = up.endpoints().path("operator").path("passwordFile").asText();
    var operator = shop.operator(Files.readString(Path.of(password)).strip());
    var ledger = new TreeSet<String>();
    each(shop.get(operator, "/api/v1/grid/placements").path("items"))
        .forEach(row -> ledger.add(row.path("node").asText() + "/" + row.path("vmid").asInt()));
    assertThat(machines(up)).isEqualTo(ledger);
    assertThat(shop.get(operator, "/api/v1/grid/orphans").path("items")).isEmpty();
    assertThat(door(up, "/violations").path("items")).isEmpty();
  }

  /** What truly stands on the grid, templates left out. */
  private static TreeSet<String> machines(Launched up) throws Exception {
    var found = new TreeSet<String>();
    each(door(up, "/machines").path("items"))
        .filter(machine -> !machine.path("configuration").asText("").isEmpty())
        .forEach(row -> found.add(row.path("node").asText() + "/" + row.path("vmid").asInt()));
    return found;
  }

  private static JsonNode door(Launched up, String path) throws Exception {
    var endpoints = up.endpoints();
    var token = Files.readString(Path.of(endpoints.path("emulatorTokenFile").asText())).strip();
    var request =
        HttpRequest.newBuilder(URI.create(endpoints.path("emulator").asText() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
