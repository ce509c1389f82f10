package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.Store;
import io.gridwright.store.grid.Fencing;
import io.gridwright.store.grid.GridWorkReport;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.testing.Grid;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see of a lost node, and say of it. */
class LostNodeTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String SEEN = "{\"evidence\":\" powered off by hand, ticket 7 \"}";

  private final Store store = API.store();
  private final Http operator = API.operator();
  private final NodeName node = Grid.of(store, 1).node(0);

  @AfterEach
  void endAll() {
    end();
  }

  private void end() {
    store
        .losses()
        .open(node)
        .ifPresent(
            work -> store.gridWorks().end(work.id(), GridWorkRow.State.DONE, GridWorkReport.NONE));
  }

  private void lose() {
    assertThat(store.losses().follow(node, NodeState.ONLINE, NodeState.UNREACHABLE)).isTrue();
  }

  private void comesBack(NodeState from) {
    assertThat(store.losses().follow(node, from, NodeState.RETURNING)).isTrue();
    assertThat(store.losses().follow(node, NodeState.RETURNING, NodeState.ONLINE)).isTrue();
    end();
  }

  private Answer fence(String body, String... headers) {
    return operator.post("/api/v1/grid/nodes/" + node.value() + "/fenced", body, headers);
  }

  private JsonNode shown() {
    return StreamSupport.stream(
            operator.get("/api/v1/grid/nodes").is(200).json().get("items").spliterator(), false)
        .filter(each -> each.get("name").asText().equals(node.value()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsTheRecoveryOfALostNodeUntilItIsBack() {
    assertThat(shown().get("recovery").isNull()).isTrue();

    lose();

    assertThat(shown().get("state").asText()).isEqualTo("UNREACHABLE");
    assertThat(shown().at("/recovery/since").asText())
        .isEqualTo(store.losses().open(node).orElseThrow().requestedAt().toString());
    assertThat(shown().at("/recovery/proof").isNull()).isTrue();
    assertThat(shown().at("/recovery/waiting").asInt()).isZero();

    var since = store.nodes().find(node).orElseThrow().stateSince();
    assertThat(store.losses().prove(node, "redfish", "PowerState is Off.", since)).isTrue();
    assertThat(shown().get("state").asText()).isEqualTo("FENCED");
    assertThat(shown().at("/recovery/proof/by").asText()).isEqualTo("redfish");
    assertThat(shown().at("/recovery/proof/evidence").asText()).isEqualTo("PowerState is Off.");
    assertThat(shown().at("/recovery/proof/at").asText()).endsWith("Z");

    comesBack(NodeState.FENCED);
    assertThat(shown().get("recovery").isNull()).isTrue();
  }

  @Test
  void anOperatorsWordIsKeptAndTheFirstOneCounts() {
    lose();

    Answer fenced = fence(SEEN).is(202);

    assertThat(fenced.text("/name")).isEqualTo(node.value());
    assertThat(fenced.text("/state")).isEqualTo("FENCED");
    assertThat(fenced.text("/recovery/proof/by")).isEqualTo(Fencing.OPERATOR);
    assertThat(fenced.text("/recovery/proof/evidence")).isEqualTo("powered off by hand, ticket 7");
    assertThat(fenced.header("Location")).isEqualTo("/api/v1/grid/nodes");
    assertThat(fence("{\"evidence\":\"another\"}").is(202).text("/recovery/proof/evidence"))
        .isEqualTo("powered off by hand, ticket 7");
    var recovery = store.losses().open(node).orElseThrow();
    assertThat(store.losses().fencing(recovery.id()))
        .flatMap(Fencing::provedBy)
        .contains(store.users().byLogin(ApiUnderTest.OPERATOR).orElseThrow().id());
  }

  @Test
  void aWordProvesNothingOfTheNextLoss() {
    String key = UUID.randomUUID().toString();
    lose();
    fence(SEEN, "Idempotency-Key", key).is(202);
    fence("{\"evidence\":\"another\"}", "Idempotency-Key", key)
        .isProblem(422, "idempotency-key-reused");
    comesBack(NodeState.FENCED);
    lose();

    Answer repeated = fence(SEEN, "Idempotency-Key", key).is(202);

    assertThat(repeated.text("/state")).isEqualTo("UNREACHABLE");
    assertThat(repeated.json().at("/recovery/proof").isNull()).isTrue();
    assertThat(fence(SEEN).is(202).text("/state")).isEqualTo("FENCED");
  }

  @Test
  void refusesTheWordOfANodeThatIsNotLost() {
    String key = UUID.randomUUID().toString();
    assertThat(fence(SEEN, "Idempotency-Key", key).isProblem(409, "conflict").text("/detail"))
        .contains("ONLINE");
    lose();
    assertThat(store.losses().follow(node, NodeState.UNREACHABLE, NodeState.RETURNING)).isTrue();
    assertThat(fence(SEEN).isProblem(409, "conflict").text("/detail")).contains("RETURNING");
    assertThat(shown().at("/recovery/proof").isNull()).isTrue();

    assertThat(store.losses().follow(node, NodeState.RETURNING, NodeState.UNREACHABLE)).isTrue();
    fence(SEEN, "Idempotency-Key", key).is(202); // a refusal holds no key
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                              | 422 | validation | /evidence",
        "{\"evidence\":null}             | 422 | validation | /evidence",
        "{\"evidence\":\"\"}             | 422 | validation | /evidence",
        "{\"evidence\":\" \\t\\n \"}     | 422 | validation | /evidence",
        "{\"evidence\":\"two\\nlines\"}  | 422 | validation | /evidence",
        "{\"evidence\":\"bell \\u0007.\"} | 422 | validation | /evidence",
        "{\"evidence\":\"nul \\u0000.\"} | 422 | validation | /evidence",
        "{\"evidence\":7}                | 400 | malformed  | /evidence",
        "{\"evidence\":[\"off\"]}        | 400 | malformed  | /evidence",
        "{\"evidence\":\"a\",\"by\":\"b\"} | 400 | malformed  | /by",
        "[]                              | 400 | malformed  |"
      })
  void refusesWhatIsNoEvidence(String body, int status, String problem, String field) {
    lose();

    Answer refused = fence(body).isProblem(status, problem);

    if (field != null) {
      assertThat(refused.faults()).containsExactly(field);
    }
    assertThat(shown().get("state").asText()).isEqualTo("UNREACHABLE");
  }

  @Test
  void evidenceHasUpToAThousandCharacters() {
    lose();

    fence("{\"evidence\":\"%s\"}".formatted("x".repeat(1001))).isProblem(422, "validation");
    String longest = "\ud83d\udd0c".repeat(1000);
    assertThat(
            fence("{\"evidence\":\"%s\"}".formatted(longest))
                .is(202)
                .text("/recovery/proof/evidence"))
        .isEqualTo(longest);
  }

  @Test
  void aNodeThatThereIsNotIsNotFenced() {
    operator.post("/api/v1/grid/nodes/pve99/fenced", SEEN).isProblem(404, "not-found");
    operator.post("/api/v1/grid/nodes/pve99/fenced", "{}").isProblem(404, "not-found");
    operator.post("/api/v1/grid/nodes/%00/fenced", SEEN).is4xx();
  }

  @Test
  void itIsTheOperatorsWordAlone() {
    lose();
    String path = "/api/v1/grid/nodes/" + node.value() + "/fenced";

    API.newOwner().post(path, SEEN).isProblem(403, "forbidden");
    API.anybody().post(path, SEEN).isProblem(401, "unauthenticated");

    assertThat(shown().at("/recovery/proof").isNull()).isTrue();
  }
}
