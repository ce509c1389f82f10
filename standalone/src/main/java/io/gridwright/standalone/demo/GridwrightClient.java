package io.gridwright.standalone.demo;

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
import java.util.stream.Stream;

/** A client of the public API, as a customer would write one from CONTRACT alone. */
final class GridwrightClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final Optional<String> token;

  private GridwrightClient(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  static GridwrightClient of(String address) {
    return new GridwrightClient(URI.create(address), Optional.empty());
  }

  GridwrightClient as(String bearer) {
    return new GridwrightClient(base, Optional.of(bearer));
  }

  JsonNode get(String path) {
    return exchange(request(path).GET().build());
  }

  JsonNode post(String path, String body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  JsonNode put(String path, String etag, String body) {
    return exchange(
        request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", etag)
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  JsonNode delete(String path, String etag) {
    return exchange(request(path).header("If-Match", etag).DELETE().build());
  }

  String etag(String path) {
    return send(request(path).GET().build(), BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElseThrow(() -> new DemoFailure("GET " + path + " answered without an ETag"));
  }

  /** Lines of an event stream, from its beginning, until it is closed. */
  Stream<String> events(String path) {
    var response =
        send(
            request(path).header("Accept", "text/event-stream").GET().build(),
            BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new DemoFailure(
          "GET %s answered %d: %s"
              .formatted(path, response.statusCode(), response.body().findFirst().orElse("")));
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    var builder = HttpRequest.newBuilder(base.resolve(path));
    token.ifPresent(bearer -> builder.header("Authorization", "Bearer " + bearer));
    return builder;
  }

  private JsonNode exchange(HttpRequest request) {
    var response = send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new DemoFailure(
          "%s %s answered %d: %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException broken) {
      throw new DemoFailure(request.uri() + " answered no JSON: " + response.body(), broken);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException lost) {
      throw new DemoFailure(request.uri() + " did not answer: " + lost, lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("stopped", stopped);
    }
  }
}
