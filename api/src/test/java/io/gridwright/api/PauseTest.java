package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pause and play of virtual addresses and pool members over HTTP (CONTRACT section 4). */
class PauseTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String PAUSE = "{\"paused\":true}";
  private static final String PLAY = "{\"paused\":false}";
  private static final String KEY = "Idempotency-Key";

  private final Store store = API.store();
  private final Client client = API.newClient("memory-2500");
  private final Answer ordered =
      client.http().post("/api/v1/configurations", Bodies.sample("shop")).is(202);
  private final String shop = "/api/v1/configurations/" + ordered.text("/configuration/id");
  private final String address = shop + "/load-balancers/lb/virtual-ips/80";
  private final String member = address + "/pool/web-1/80";

  private Answer put(String path, String body, String... headers) {
    return client.http().send("PUT", path, body, headers);
  }

  private JsonNode virtualIp() {
    return client.http().get(shop).is(200).json().at("/components/0/loadBalancer/virtualIps/0");
  }

  @Test
  void aPausedMemberIsShownAtOnceAndPlayedAgain() {
    Answer paused = put(member, PAUSE).is(202);

    assertThat(paused.text("/operation/kind")).isEqualTo("TRAFFIC");
    assertThat(paused.text("/operation/state")).isEqualTo("QUEUED");
    assertThat(paused.header("Location"))
        .isEqualTo("/api/v1/operations/" + paused.text("/operation/id"));
    assertThat(paused.header("ETag")).isEqualTo("\"1\"");
    assertThat(paused.text("/configuration/pendingOperation"))
        .as("it is not in the queue")
        .isEqualTo(ordered.text("/operation/id"));
    assertThat(virtualIp().at("/paused").asBoolean()).isFalse();
    assertThat(virtualIp().at("/pool/0/paused").asBoolean()).isTrue();
    assertThat(virtualIp().at("/pool/1/paused").asBoolean()).isFalse();
    client.http().get(paused.header("Location")).is(200);

    Answer played = put(member, PLAY).is(202);

    assertThat(played.text("/operation/id")).isNotEqualTo(paused.text("/operation/id"));
    assertThat(played.json().at("/configuration/components/0/loadBalancer/virtualIps/0/pool"))
        .allSatisfy(one -> assertThat(one.get("paused").asBoolean()).isFalse());
  }

  @Test
  void aPausedAddressIsShownAndItsMembersAreNot() {
    put(address, PAUSE).is(202);

    assertThat(virtualIp().at("/paused").asBoolean()).isTrue();
    assertThat(virtualIp().at("/pool/0/paused").asBoolean()).isFalse();
  }

  @Test
  void theSameAgainHasNoSecondEffect() {
    String first = put(member, PAUSE).is(202).text("/operation/id");

    assertThat(put(member, PAUSE).is(202).text("/operation/id")).isEqualTo(first);
    assertThat(put(address, PLAY).is(202).text("/operation/state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aKeyStandsForOneRequestAtOneAddress() {
    String key = IdSource.ulids().next();
    Answer first = put(member, PAUSE, KEY, key).is(202);
    put(member, PLAY).is(202);

    assertThat(put(member, PAUSE, KEY, key).is(202).text("/operation/id"))
        .isEqualTo(first.text("/operation/id"));
    assertThat(virtualIp().at("/pool/0/paused").asBoolean()).isFalse();
    put(member, PLAY, KEY, key).isProblem(422, "idempotency-key-reused");
    assertThat(put(member + "?address=auto", PAUSE, KEY, key).is(202).text("/operation/id"))
        .isNotEqualTo(first.text("/operation/id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web-1 | 80    | /pool/web-1/80   | no load balancer named "web-1"; it has lb.
          none  | 80    | ''               | no load balancer named "none"; it has lb.
          lb    | 81    | ''               | no virtual address with port 81; it has auto:80.
          lb    | 80    | /pool/web-1/8080 | no member web-1:8080; it has web-1:80, web-2:80.
          lb    | 80    | /pool/db/80      | no member db:80
          lb    | 0     | ''               | ports are 1 to 65535
          lb    | 65536 | ''               | ports are 1 to 65535
          lb    | x     | ''               | ports are 1 to 65535
          lb    | 80    | /pool/web-1/99999999999 | ports are 1 to 65535
          """)
  void saysWhatIsMissing(String balancer, String port, String rest, String words) {
    assertThat(
            put(shop + "/load-balancers/" + balancer + "/virtual-ips/" + port + rest, PAUSE)
                .isProblem(404, "not-found")
                .text("/detail"))
        .contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"paused\":null}"})
  void namesTheFieldThatIsMissing(String body) {
    assertThat(put(member, body).isProblem(422, "validation").faults()).containsExactly("/paused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"paused\":\"yes\"}",
        "{\"paused\":1}",
        "{\"pause\":true}",
        "{paused}"
      })
  void refusesWhatItCannotRead(String body) {
    put(member, body).is4xx();
    assertThat(virtualIp().at("/pool/0/paused").asBoolean()).isFalse();
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThat(put(address + "?address=x", PAUSE).isProblem(400, "malformed").faults())
        .containsExactly("address");
    put(address + "?address=203.0.113.99", PAUSE).isProblem(404, "not-found");
  }

  @Test
  void cannotBeCancelledAndIsRefusedBesideADeletion() {
    String pause = put(member, PAUSE).is(202).text("/operation/id");
    assertThat(
            client
                .http()
                .post("/api/v1/operations/" + pause + "/cancel", "{}")
                .isProblem(409, "conflict")
                .text("/detail"))
        .contains("play it instead");

    client.http().delete(shop, "If-Match", "\"1\"").is(202);

    assertThat(client.http().get("/api/v1/operations/" + pause).text("/state"))
        .isEqualTo("CANCELLED");
    put(member, PLAY).isProblem(409, "conflict");
  }

  @Test
  void tellsCustomersThatWhatFailedIsKept() {
    OperationId pause = new OperationId(put(member, PAUSE).is(202).text("/operation/id"));
    store
        .operations()
        .fail(
            pause,
            store.operations().begin(pause, "run-1").epoch(),
            Problem.of("not-in-force", "now node pve1 cannot be worked on"),
            OperationState.FAILED);

    Answer read = client.http().get("/api/v1/operations/" + pause.value()).is(200);

    assertThat(read.text("/error/type")).isEqualTo("/problems/not-in-force");
    assertThat(read.text("/error/detail")).contains("is kept").doesNotContain("pve1");
    assertThat(put(member, PAUSE).is(202).text("/operation/state"))
        .as("sent again, it is tried anew")
        .isEqualTo("QUEUED");
  }
}
