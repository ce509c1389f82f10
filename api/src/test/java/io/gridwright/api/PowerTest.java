package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.Store;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components are started, stopped and restarted at the customers' door. */
class PowerTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private final Store store = API.store();
  private final Client client = API.newClient("memory-2500");
  private final Http http = client.http();
  private final Answer ordered = http.post("/api/v1/configurations", Bodies.sample("shop")).is(202);
  private final String configuration =
      "/api/v1/configurations/" + ordered.text("/configuration/id");

  @Test
  void anAcceptedStopIsAnOperationLikeOthers() {
    succeed(ordered);

    Answer stop = power("{\"action\":\"STOP\",\"components\":[\"web-1\"]}").is(202);

    assertThat(stop.text("/operation/kind")).isEqualTo("POWER");
    assertThat(stop.text("/operation/state")).isEqualTo("QUEUED");
    assertThat(stop.header("Location"))
        .isEqualTo("/api/v1/operations/" + stop.text("/operation/id"));
    assertThat(stop.text("/configuration/pendingOperation")).isEqualTo(stop.text("/operation/id"));
    http.get(stop.header("Location")).is(200);
  }

  @Test
  void statesAndActionsFollowWhatIsDone() {
    assertThat(actions("web-1")).isEmpty();
    succeed(ordered);
    assertThat(actions("web-1")).containsExactly("STOP", "RESTART", "SUSPEND");
    assertThat(actions("db")).containsExactly("STOP", "RESTART");

    succeed(power("{\"action\":\"SUSPEND\",\"components\":[\"web-1\"]}").is(202));
    assertThat(component("web-1").get("state").asText()).isEqualTo("SUSPENDED");
    assertThat(component("web-1").get("runningSince").asText()).endsWith("Z");
    assertThat(actions("web-1")).containsExactly("STOP", "RESUME");
    power("{\"action\":\"START\",\"components\":[\"web-1\"]}").isProblem(409, "conflict");
    succeed(power("{\"action\":\"RESUME\"}").is(202));
    assertThat(component("web-1").get("state").asText()).isEqualTo("RUNNING");
    assertThat(
            power("{\"action\":\"SUSPEND\",\"components\":[\"db\"]}")
                .isProblem(409, "conflict")
                .text("/detail"))
        .contains("there is nothing to withdraw");
    power("{\"action\":\"RESUME\"}").isProblem(409, "conflict");

    succeed(power("{\"action\":\"STOP\",\"components\":[\"web-1\"]}").is(202));
    assertThat(component("web-1").get("state").asText()).isEqualTo("STOPPED");
    assertThat(component("web-1").get("runningSince").isNull()).isTrue();
    assertThat(actions("web-1")).containsExactly("START");
    assertThat(http.get(configuration).text("/state")).isEqualTo("RUNNING");

    succeed(power("{\"action\":\"STOP\"}").is(202));
    assertThat(http.get(configuration).text("/state")).isEqualTo("STOPPED");

    succeed(power("{\"action\":\"START\"}").is(202));
    assertThat(http.get(configuration).text("/state")).isEqualTo("RUNNING");
    assertThat(component("web-1").get("runningSince").asText()).endsWith("Z");
  }

  @Test
  void startingWhatRunsAndStoppingWhatIsStoppedDoesNoHarm() {
    succeed(ordered);

    power("{\"action\":\"START\"}").is(202);
    succeed(power("{\"action\":\"STOP\",\"components\":[\"db\"]}").is(202));
    power("{\"action\":\"STOP\",\"components\":[\"db\"]}").is(202);
    assertThat(power("{\"action\":\"RESTART\",\"components\":[\"db\"]}").isProblem(409, "conflict"))
        .satisfies(p -> assertThat(p.text("/detail")).contains("start it instead"))
        .satisfies(p -> assertThat(p.faults()).containsExactly("/components/0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                     | 422 | validation | /action",
        "{\"action\":\"STOP\",\"components\":[]}                | 422 | validation | /components",
        "{\"action\":\"STOP\",\"components\":[\"web-9\"]}       | 422 | validation | /components/0",
        "{\"action\":\"STOP\",\"components\":[\"db\",\"db\"]}   | 422 | validation | /components/1",
        "{\"action\":\"EXPLODE\"}                               | 400 | malformed  | /action",
        "{\"action\":\"PAUSE\"}                                 | 400 | malformed  | /action",
        "{\"action\":\"STOP\",\"components\":[null]}            | 400 | malformed  |",
        "{\"action\":\"STOP\",\"components\":\"db\"}            | 400 | malformed  | /components",
        "{\"action\":\"STOP\",\"component\":[\"db\"]}           | 400 | malformed  |",
      })
  void refusesWhatIsNoWish(String body, int status, String problem, String field) {
    succeed(ordered);

    Answer refused = power(body).isProblem(status, problem);

    if (field != null) {
      assertThat(refused.faults()).containsExactly(field);
    }
    assertThat(http.get(configuration).json().at("/pendingOperation").isNull()).isTrue();
  }

  @Test
  void refusesWhatIsNotBuiltYetAndWhatIsDeleted() {
    assertThat(power("{\"action\":\"STOP\"}").isProblem(409, "conflict").text("/detail"))
        .contains("web-1 is PROVISIONING");
    succeed(ordered);
    Answer deletion = http.delete(configuration, "If-Match", "\"1\"").is(202);
    power("{\"action\":\"STOP\"}").isProblem(409, "conflict");
    succeed(deletion);
    power("{\"action\":\"START\"}").isProblem(409, "conflict");
  }

  @Test
  void aRepeatWithItsKeyIsOneOperation() {
    succeed(ordered);
    String stop = "{\"action\":\"STOP\",\"components\":[\"web-1\"]}";

    Answer first = power(stop, "Idempotency-Key", "stop-1").is(202);
    Answer again = power(stop, "Idempotency-Key", "stop-1").is(202);

    assertThat(again.text("/operation/id")).isEqualTo(first.text("/operation/id"));
    power("{\"action\":\"START\"}", "Idempotency-Key", "stop-1")
        .isProblem(422, "idempotency-key-reused");
  }

  private Answer power(String body, String... headers) {
    return http.post(configuration + "/power", body, headers);
  }

  /** What a worker tells the ledger at last. */
  private void succeed(Answer accepted) {
    OperationId operation = new OperationId(accepted.text("/operation/id"));
    var run = store.operations().begin(operation, "run of " + operation.value());
    assertThat(store.operations().succeed(operation, run.epoch())).isTrue();
  }

  private JsonNode component(String name) {
    return StreamSupport.stream(
            http.get(configuration).is(200).json().get("components").spliterator(), false)
        .filter(component -> component.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> actions(String name) {
    return StreamSupport.stream(component(name).get("actions").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
