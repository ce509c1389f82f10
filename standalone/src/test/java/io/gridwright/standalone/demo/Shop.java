package io.gridwright.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The sample configuration through the public API, for tests of the launcher. */
public final class Shop {
  private final Tour tour;
  private final GridwrightClient client;

  public Shop(String api) {
    this.client = GridwrightClient.of(api);
    this.tour =
        new Tour(api, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
  }

  public String signUp() {
    return tour.signUp();
  }

  /** Orders it and returns its id when it runs. */
  public String order(String token) {
    return tour.order(token);
  }

  /** Orders a web server of that name and returns the answer, while it is still being built. */
  public JsonNode submit(String token, String name) {
    return client
        .as(token)
        .post(
            "/api/v1/configurations",
            """
            { "name": "%s", "components": [
              { "name": "web-1", "kind": "WEB", "image": "debian-12-nginx",
                "memoryMiB": 512, "vcpus": 1, "diskGiB": 20 } ] }
            """
                .formatted(name));
  }

  /** What the API answers to a GET. */
  public JsonNode get(String token, String path) {
    return client.as(token).get(path);
  }

  /** A token of the operator. */
  public String operator(String password) {
    return client
        .post(
            "/api/v1/sessions", "{\"login\":\"operator\",\"password\":\"%s\"}".formatted(password))
        .path("token")
        .asText();
  }

  /** Who answered how many pages, fetched through the balancer. */
  public Map<String, Integer> pages(String token, String configuration, int count) {
    return tour.pages(token, configuration, count);
  }

  public String state(String token, String configuration) {
    return tour.state(token, configuration);
  }

  public void delete(String token, String configuration) {
    tour.delete(token, configuration);
  }
}
