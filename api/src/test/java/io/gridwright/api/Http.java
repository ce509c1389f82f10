package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gridwright.api.document.PublishedDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Speaks HTTP to the API under test, as one user or as nobody. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Too long an address or header is refused whatever it asks for. */
  private static final Set<Integer> BEFORE_ANY_RESOURCE = Set.of(414, 431);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final Optional<String> token;

  Http(String base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  Http as(String otherToken) {
    return new Http(base, Optional.of(otherToken));
  }

  /** What it is logged on with. */
  String token() {
    return token.orElseThrow();
  }

  /** What came back. */
  record Answer(int status, String body, HttpResponse<String> raw) {
    JsonNode json() {
      try {
        return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    String text(String pointer) {
      return json().at(pointer).asText();
    }

    /** The texts of a field of every entry of a list. */
    List<String> texts(String list, String field) {
      return StreamSupport.stream(json().at(list).spliterator(), false)
          .map(entry -> entry.at(field).asText())
          .toList();
    }

    /** Fields that the problem names. */
    List<String> faults() {
      return texts("/errors", "/field");
    }

    /** Fails unless this is the problem of that name, told as CONTRACT section 2 says. */
    Answer isProblem(int expected, String name) {
      assertThat(status).as(body).isEqualTo(expected);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      assertThat(text("/type")).isEqualTo("/problems/" + name);
      assertThat(json().get("status").asInt()).isEqualTo(status);
      assertThat(text("/title")).isNotBlank();
      assertThat(text("/detail")).isNotBlank();
      assertThat(text("/instance")).startsWith("/");
      return this;
    }

    /** Fails unless it is a problem that its sender caused. */
    Answer is4xx() {
      assertThat(status).as(body).isBetween(400, 499);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      return this;
    }

    /** Fails unless the status is the expected one. */
    Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, (String) null, headers);
  }

  Answer delete(String path, String... headers) {
    return send("DELETE", path, (String) null, headers);
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  /**
   * The server's answer. It may close a kept connection at any time (RFC 9112 section 9.5), and
   * this client repeats no POST by itself then; on a connection of its own the request must be
   * answered.
   */
  private static HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException lost) {
      if (!String.valueOf(lost.getMessage()).contains("received no bytes")) {
        throw lost;
      }
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  Answer send(String method, String path, String body, String... headers) {
    return send(method, path, body == null ? null : BodyPublishers.ofString(body), headers);
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    token.ifPresent(bearer -> all.addAll(List.of("Authorization", "Bearer " + bearer)));
    if (body != null && !all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, body == null ? BodyPublishers.noBody() : body);
    if (!all.isEmpty()) {
      request.headers(all.toArray(String[]::new));
    }
    try {
      HttpResponse<String> answer = answer(request.build());
      PublishedDocument.statuses(method, path)
          .filter(documented -> !BEFORE_ANY_RESOURCE.contains(answer.statusCode()))
          .ifPresent(
              documented ->
                  assertThat(documented)
                      .as("%s %s is documented to answer", method, path)
                      .contains(Integer.toString(answer.statusCode())));
      return new Answer(answer.statusCode(), answer.body(), answer);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
