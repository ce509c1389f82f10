package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.Http.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem that names the fault, and never a 5xx. */
class BadInputTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final int LIMIT = 256 * 1024;
  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final List<String> BODIES_ARE_READ_BY =
      List.of(
          "POST /api/v1/accounts",
          "POST /api/v1/sessions",
          "PATCH /api/v1/account",
          "POST /api/v1/configurations",
          "POST /api/v1/configurations/preview");

  private static Http owner;

  /** One owner is enough: nothing of this is accepted. */
  private static synchronized Http owner() {
    if (owner == null) {
      owner = API.newOwner();
    }
    return owner;
  }

  static Stream<byte[]> hostileBodies() {
    return Stream.concat(
        Stream.of(
                "",
                " ",
                "null",
                "true",
                "0",
                "-1e999999",
                "\"text\"",
                "[]",
                "[{}]",
                "{",
                "{}}",
                "{} {}",
                "{\"name\":}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{'name':'a'}",
                "{\"name\":NaN}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"\\u0000\"}",
                "{\"name\":\"a\u0000b\"}",
                "{\"name\":\"" + "x".repeat(200_000) + "\"}",
                "{\"" + "x".repeat(10_000) + "\":1}",
                "{\"name\":" + "9".repeat(5_000) + "}",
                "{\"name\":{\"a\":1}}",
                "{\"name\":[\"a\"]}",
                "{\"name\":null,\"components\":null,\"owner\":null,\"subscriptions\":null}",
                "{\"components\":{},\"owner\":[],\"subscriptions\":{},\"login\":{}}",
                "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                "<xml/>",
                "name=a",
                "\ufeff{}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'},
            new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'},
            new byte[] {0, 0, 0, 0}));
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void noBodyBreaksAnything(byte[] body) {
    for (String reader : BODIES_ARE_READ_BY) {
      String[] request = reader.split(" ");
      Answer answer = owner().send(request[0], request[1], BodyPublishers.ofByteArray(body));

      // An account may be changed by nothing at all.
      boolean harmless = request[0].equals("PATCH") && answer.status() == 200;
      assertThat(answer.status() == 400 || answer.status() == 422 || harmless)
          .as("%s of %s: %s", reader, shortened(body), answer.body())
          .isTrue();
      if (!harmless) {
        answer.isProblem(answer.status(), answer.status() == 400 ? "malformed" : "validation");
        assertThat(answer.faults()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.gridwright");
      }
    }
  }

  private static String shortened(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.min(60, text.length()));
  }

  /** Values in place of those of a component, and where the fault is told. */
  static Stream<Arguments> hostileFields() {
    return Stream.of(
        Arguments.of("memoryMiB", "-1", 422),
        Arguments.of("memoryMiB", "0", 422),
        Arguments.of("memoryMiB", "9223372036854775807", 422),
        Arguments.of("memoryMiB", "9223372036854775808", 400),
        Arguments.of("memoryMiB", "1e400", 400),
        Arguments.of("memoryMiB", "1.5", 400),
        Arguments.of("memoryMiB", "\"512\"", 400),
        Arguments.of("memoryMiB", "true", 400),
        Arguments.of("memoryMiB", "[512]", 400),
        Arguments.of("memoryMiB", "{}", 400),
        Arguments.of("memoryMiB", "null", 422),
        Arguments.of("vcpus", "2147483648", 422),
        Arguments.of("vcpus", "-2147483649", 422),
        Arguments.of("diskGiB", "99999999999", 422),
        Arguments.of("bandwidthMbps", "-5", 422),
        Arguments.of("spreadOver", "17", 422),
        Arguments.of("stateless", "\"yes\"", 400),
        Arguments.of("stateless", "1", 400),
        Arguments.of("kind", "\"web\"", 422),
        Arguments.of("kind", "1", 400),
        Arguments.of("kind", "\"" + "x".repeat(9_000) + "\"", 422),
        Arguments.of("image", "\"" + "x".repeat(9_000) + "\"", 422),
        Arguments.of("image", "\"\"", 422),
        Arguments.of("image", "\"../../etc/passwd\"", 422),
        Arguments.of("name", "\"a'; DROP TABLE user; --\"", 422),
        Arguments.of("name", "\"\\u0000\"", 422),
        Arguments.of("name", "\"" + "x".repeat(64) + "\"", 422),
        Arguments.of("id", "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"", 422),
        Arguments.of("hostName", "\"-bad-.example\"", 422),
        Arguments.of("description", "\"" + "x".repeat(1001) + "\"", 422),
        Arguments.of("description", "\"bell \\u0007\"", 422),
        Arguments.of("sshKeys", "[\"ssh-ed25519 AAAA\"]", 422),
        Arguments.of("sshKeys", "[null]", 400),
        Arguments.of("sshKeys", "\"ssh-ed25519\"", 400),
        Arguments.of("software", "[\"rm -rf /\"]", 422),
        Arguments.of("userData", "\"a\\u0000b\"", 422),
        Arguments.of("userData", "\"" + "x".repeat(65_537) + "\"", 422),
        Arguments.of("engine", "{\"name\":\"mysql\",\"version\":\"8.4\"}", 422),
        Arguments.of("expected", "{\"traffic\":\"SOME\"}", 422),
        Arguments.of("expected", "{\"packetsPerSecond\":1}", 422),
        Arguments.of("addresses", "[{\"visibility\":\"PUBLIC\",\"address\":\"1.2.3.4.5\"}]", 422),
        Arguments.of("addresses", "[{}]", 422),
        Arguments.of("source", "{\"backup\":\"none\"}", 422),
        Arguments.of("source", "{}", 422),
        Arguments.of("backups", "{\"every\":\"soon\"}", 422),
        Arguments.of("backups", "{\"every\":\"P1Y\"}", 422),
        Arguments.of("loadBalancer", "{}", 422),
        Arguments.of("memoryPercent", "101", 422),
        Arguments.of("unheardOf", "1", 400));
  }

  @ParameterizedTest
  @MethodSource("hostileFields")
  void everyFieldNamesItsFault(String field, String value, int status) {
    String given =
        "{\"name\":\"bad\",\"components\":[{%s}]}"
            .formatted(
                Stream.of(
                        "name:\"web\"",
                        "kind:\"WEB\"",
                        "image:\"debian-12-nginx\"",
                        "memoryMiB:512",
                        field + ":" + value)
                    .filter(pair -> !pair.startsWith(field + ":") || pair.endsWith(value))
                    .map(pair -> "\"" + pair.replaceFirst(":", "\":"))
                    .collect(java.util.stream.Collectors.joining(",")));

    Answer answer = owner().post(CONFIGURATIONS, given);

    answer.isProblem(status, status == 400 ? "malformed" : "validation");
    assertThat(answer.faults()).isNotEmpty().allMatch(at -> at.startsWith("/components/0"));
    assertThat(String.join(" ", answer.faults())).contains(field);
    assertThat(answer.body().length()).isLessThan(4_000);
  }

  @Test
  void anUnknownFieldIsNamedWithThoseThatAreKnown() {
    Answer answer = owner().post(CONFIGURATIONS, "{\"name\":\"a\",\"risk\":{\"spamm\":\"LOW\"}}");

    answer.isProblem(400, "malformed");
    assertThat(answer.faults()).containsExactly("/risk/spamm");
    assertThat(answer.text("/detail")).contains("spamm").contains("fraud, hacking, spam");
  }

  @Test
  void malformedJsonIsToldWithItsPlace() {
    Answer answer = owner().post(CONFIGURATIONS, "{\"name\":\n  oops}").isProblem(400, "malformed");

    assertThat(answer.text("/detail")).contains("line 2");
  }

  @Test
  void aBodyOf256KibIsReadAndOneByteMoreIsNot() {
    String order = Bodies.web("padded", 256, 5);

    String padded = order + " ".repeat(LIMIT - order.length());
    owner().post(CONFIGURATIONS + "/preview", padded).is(503); // read; the scheduler is away
    owner().post(CONFIGURATIONS, padded + " ").isProblem(413, "too-large");
  }

  @Test
  void aBodyOfUnknownLengthIsCutOffToo() {
    byte[] large =
        (Bodies.web("large", 256, 5) + " ".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8);

    owner()
        .send(
            "POST",
            CONFIGURATIONS,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
        .isProblem(413, "too-large");
  }

  @Test
  void aCompressedBodyIsReadAndABombIsNot() {
    byte[] order = compressed(Bodies.web("zipped", 256, 5));
    byte[] bomb = compressed(" ".repeat(64 * 1024 * 1024));

    sendEncoded("gzip", order).is(202);
    sendEncoded("gzip", bomb).isProblem(413, "too-large");
    sendEncoded("gzip", "{}".getBytes(StandardCharsets.UTF_8)).is4xx();
    sendEncoded("gzip", Arrays.copyOf(order, 20)).is4xx();
    sendEncoded("br", order).is4xx();
  }

  private static Answer sendEncoded(String encoding, byte[] body) {
    return owner()
        .send(
            "POST", CONFIGURATIONS, BodyPublishers.ofByteArray(body), "Content-Encoding", encoding);
  }

  private static byte[] compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void aBodyThatBreaksOffIsRefused() throws IOException {
    String head =
        "POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\nConnection: close\r\n\r\n{\"login\":";
    try (Socket socket = new Socket("127.0.0.1", API.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/malformed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%00",
        "%2F",
        "%2e%2e",
        "..%2f..%2f",
        "%25",
        "%FF",
        "%ff%fe",
        "%C0%AF",
        "a%20b",
        "'",
        "%22",
        "-1",
        "0",
        "%E2%82%AC",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "%0d%0aX-Injected:%201",
        "%5c"
      })
  void noPathBreaksAnything(String segment) {
    for (String path :
        List.of(
            CONFIGURATIONS + "/" + segment,
            CONFIGURATIONS + "/" + segment + "/operations",
            CONFIGURATIONS + "/" + segment + "/events",
            "/api/v1/operations/" + segment,
            "/problems/" + segment,
            "/docs/" + segment,
            "/" + segment)) {
      Answer answer = owner().get(path);

      assertThat(answer.status()).as(path + " " + answer.body()).isIn(400, 404);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertThat(answer.raw().headers().map()).doesNotContainKey("x-injected");
    }
    owner().post("/api/v1/operations/" + segment + "/cancel", "{}").is4xx();
    owner().delete(CONFIGURATIONS + "/" + segment, "If-Match", "\"1\"").is4xx();
  }

  @Test
  void anEndlessAddressAndHeaderAreRefused() {
    owner().get("/api/v1/operations/" + "x".repeat(20_000)).is4xx();
    owner().get("/api/v1/operations?after=" + "x".repeat(6_000)).isProblem(400, "malformed");
    Answer header = owner().get("/api/v1/operations", "X-Long", "x".repeat(20_000));
    assertThat(header.status()).isEqualTo(431);
  }
}
