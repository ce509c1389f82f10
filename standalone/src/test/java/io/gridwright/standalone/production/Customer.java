package io.gridwright.standalone.production;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Someone with an HTTP client, and a token once signed up. */
final class Customer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI api;
  private final Optional<String> token;

  Customer(URI api, Optional<String> token) {
    this.api = api;
    this.token = token;
  }

  Customer as(String bearer) {
    return new Customer(api, Optional.of(bearer));
  }

  /** What came back, of whatever status. */
  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() throws IOException {
      return JSON.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) throws Exception {
    return answer(request(path).GET());
  }

  Answer post(String path, String body) throws Exception {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  Answer delete(String path) throws Exception {
    var version = get(path).header("ETag");
    return answer(request(path).header("If-Match", version).DELETE());
  }

  /** Opens the event stream and returns when its first bytes are here; it stays open. */
  HttpResponse<java.io.InputStream> events(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + token.orElseThrow())
            .header("Accept", "text/event-stream")
            .GET()
            .build(),
        BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    var builder = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(60));
    token.ifPresent(bearer -> builder.header("Authorization", "Bearer " + bearer));
    return builder;
  }

  private Answer answer(HttpRequest.Builder request) throws Exception {
    var response = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response);
  }
}
