package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.api.Http.Answer;
import io.gridwright.api.document.DocumentServlet;
import io.gridwright.api.problem.ProblemType;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around every resource: addresses, methods, media types, headers, pages. */
class EdgeTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  @Test
  void theBareAddressLeadsToTheDocuments() {
    Answer answer = API.anybody().get("/").is(302);

    assertThat(answer.header("Location")).endsWith("/docs/");
    API.anybody().get("/docs/").is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v2/configurations",
        "/api/v1/configurations/a/b/c",
        "/problems/nothing",
        "/docs/../openapi.json/x",
        "/application.wadl",
        "/api/v1/application.wadl"
      })
  void anUnknownAddressIsAProblemToo(String path) {
    API.anybody().get(path).isProblem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,    /api/v1/configurations,  GET",
    "DELETE, /api/v1/configurations,  POST",
    "POST,   /api/v1/account,         PATCH",
    "GET,    /api/v1/sessions,        POST",
    "PATCH,  /api/v1/catalog/plans,   GET",
    "POST,   /problems/validation,    GET",
    "PUT,    /openapi.json,           GET",
    "TRACE,  /api/v1/account,         GET",
    "BREW,   /api/v1/account,         GET"
  })
  void aMethodThatIsNotThereIsToldWithThoseThatAre(String method, String path, String known) {
    Answer answer = API.newOwner().send(method, path, (String) null);

    answer.isProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void onlyJsonIsRead(String type) {
    API.newOwner()
        .post("/api/v1/configurations", Bodies.web("a", 256, 5), "Content-Type", type)
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  void aContentTypeThatIsNoneIsMalformed() {
    API.newOwner()
        .post("/api/v1/configurations", Bodies.web("a", 256, 5), "Content-Type", "nonsense")
        .isProblem(400, "malformed");
  }

  @Test
  void jsonIsReadWhateverTheCaseAndCharset() {
    API.newOwner()
        .post(
            "/api/v1/configurations",
            Bodies.web("a", 256, 5),
            "Content-Type",
            "Application/JSON; charset=utf-8")
        .is(202);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/catalog/plans, text/html",
    "/api/v1/catalog/plans, image/png",
    "/api/v1/configurations, application/xml"
  })
  void whatCannotBeAnsweredIsAProblem(String path, String accepted) {
    API.newOwner().get(path, "Accept", accepted).isProblem(406, "not-acceptable");
  }

  @Test
  void anAcceptHeaderThatIsNoneIsRefusedAndWildcardsAreNot() {
    API.anybody().get("/api/v1/catalog/plans", "Accept", "nonsense").is4xx();
    API.anybody().get("/api/v1/catalog/plans", "Accept", "*/*").is(200);
    API.anybody().get("/api/v1/catalog/plans", "Accept", "application/*;q=0.5, text/*").is(200);
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemHasAPageForPeople(ProblemType type) {
    Answer page = API.anybody().get(type.uri()).is(200);

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.body())
        .contains(type.title())
        .contains(type.explanation())
        .contains(type.slug());
    assertThat(API.anybody().get("/problems/").is(200).body()).contains(type.uri());
  }

  @Test
  void theDocumentIsServedAsItIsCommitted() throws Exception {
    Answer served = API.anybody().get("/openapi.json").is(200);

    try (InputStream committed = getClass().getResourceAsStream(DocumentServlet.OPENAPI)) {
      assertThat(served.json()).isEqualTo(new ObjectMapper().readTree(committed));
    }
  }

  @Test
  void thePageToTryItLoadsAllItNeedsFromHere() {
    Answer page = API.anybody().get("/docs/").is(200);

    List<String> needed =
        page.body()
            .lines()
            .flatMap(
                line ->
                    java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                        .matcher(line)
                        .results()
                        .map(match -> match.group(1)))
            .toList();
    assertThat(needed).hasSize(4).allMatch(address -> address.startsWith("/docs/"));
    assertThat(needed).allMatch(address -> API.anybody().get(address).status() == 200);
    assertThat(API.anybody().get("/docs/docs.js").body()).contains("/openapi.json");
    assertThat(API.anybody().get("/docs").status()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/catalog/plans",
        "/api/v1/account",
        "/problems/validation",
        "/openapi.json",
        "/docs/",
        "/nothing"
      })
  void everyAnswerTellsABrowserWhatNotToDo(String path) {
    Answer answer = API.anybody().get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.raw().headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void everyAnswerHasAnIdAndAPlainOneOfTheSenderIsKept() {
    assertThat(API.anybody().get("/nothing").header("X-Request-Id")).isNotBlank();
    assertThat(API.anybody().get("/nothing", "X-Request-Id", "mine-1").header("X-Request-Id"))
        .isEqualTo("mine-1");
    assertThat(API.anybody().get("/nothing", "X-Request-Id", "a b<c>").header("X-Request-Id"))
        .isNotEqualTo("a b<c>");
  }

  @Test
  void whatNobodyForesawIsFoundInTheLogByItsIdAndToldToNobody() throws Exception {
    try (LogRecorder log = new LogRecorder();
        AutoCloseable ignored =
            API.answering(
                (account, standing, document) -> {
                  throw new IllegalStateException("a secret of ours");
                })) {
      Answer answer =
          API.newOwner()
              .send(
                  "POST",
                  "/api/v1/configurations/preview/",
                  Bodies.web("a", 256, 5),
                  "X-Request-Id",
                  "found-again");

      answer.isProblem(500, "internal");
      assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
      assertThat(log.entries())
          .filteredOn(entry -> entry.startsWith("ERROR"))
          .singleElement()
          .asString()
          .contains("found-again")
          .contains("a secret of ours");
    }
  }

  @Test
  void aClientThatDoesNotWaitForItsAnswerIsNoNewsToTheLog() throws Exception {
    Http owner = API.newOwner();
    for (int i = 0; i < 12; i++) {
      owner.post("/api/v1/configurations", Bodies.sample("c-" + i)).is(202);
    }
    String request =
        "GET /api/v1/configurations HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(owner.token());
    try (LogRecorder log = new LogRecorder()) {
      for (int i = 0; i < 5; i++) {
        Socket impatient = new Socket("127.0.0.1", API.port());
        impatient.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        impatient.setSoLinger(true, 0);
        impatient.close();
      }
      // Answered after them, by the same few threads.
      for (int i = 0; i < 5; i++) {
        owner.get("/api/v1/configurations").is(200);
      }

      assertThat(log.entries())
          .filteredOn(entry -> entry.startsWith("ERROR") || entry.contains("\tat "))
          .isEmpty();
    }
  }

  @Test
  void headAndOptionsAreAnswered() {
    Http owner = API.newOwner();

    assertThat(owner.send("HEAD", "/api/v1/configurations", (String) null).is(200).body())
        .isEmpty();
    Answer options = owner.send("OPTIONS", "/api/v1/configurations", (String) null).is(200);
    assertThat(options.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void tellsItsHealthOnThePortForIt() {
    Answer health = API.admin().get("/healthcheck").is(200);

    assertThat(health.json().at("/database/healthy").asBoolean()).isTrue();
    assertThat(health.text("/engine/message")).contains("orders are accepted");
  }
}
