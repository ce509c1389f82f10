package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.Http.Answer;
import io.gridwright.api.grid.GridScheduler;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.store.Store;
import io.gridwright.store.grid.GridWorkReport;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.testing.Grid;
import io.gridwright.workflows.grid.GridCapacity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maintenance, rebalance and headroom at the operators' door. */
class GridWorkTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String REBALANCE = "/api/v1/grid/rebalance";
  private static final ConfigurationId SHOP = new ConfigurationId("shop");
  private static final Move MOVE =
      new Move(SHOP, "web-1", 0, new NodeName("pve1"), new NodeName("pve2"));

  private final Store store = API.store();
  private final Http operator = API.operator();
  private final NodeName node = Grid.of(store, 1).node(0);

  @AfterEach
  void endAll() {
    store
        .gridWorks()
        .running()
        .forEach(
            work ->
                store.gridWorks().end(work.id(), GridWorkRow.State.STOPPED, GridWorkReport.NONE));
  }

  private Answer maintain(String body, String... headers) {
    return operator.post("/api/v1/grid/nodes/" + node.value() + "/maintenance", body, headers);
  }

  private JsonNode shown() {
    return StreamSupport.stream(
            operator.get("/api/v1/grid/nodes").json().get("items").spliterator(), false)
        .filter(each -> each.get("name").asText().equals(node.value()))
        .findFirst()
        .orElseThrow();
  }

  private GridWorkRow work() {
    return store.gridWorks().lastMaintenances().get(node);
  }

  @Test
  void aNodeIsMaintainedAndTakenIntoUseAgain() {
    Answer begun = maintain("{\"enabled\":true}").is(202);

    assertThat(begun.text("/state")).isEqualTo("MAINTENANCE");
    assertThat(work().state()).isEqualTo(GridWorkRow.State.RUNNING);
    maintain("{\"enabled\":true}").is(202);
    assertThat(work().number()).isEqualTo(1); // the one that runs
    store
        .gridWorks()
        .report(
            work().id(),
            new GridWorkReport(
                List.of(),
                List.of(new Remaining(SHOP, "db", 0, "No other node takes it.")),
                Optional.of("1 that cannot go now.")));
    assertThat(shown().at("/draining/reasons/0/component").asText()).isEqualTo("db");
    assertThat(shown().at("/draining/reasons/0/reason").asText())
        .isEqualTo("No other node takes it.");
    assertThat(shown().at("/draining/left").asInt()).isZero();

    assertThat(maintain("{\"enabled\":false}").is(202).text("/state")).isEqualTo("ONLINE");
    assertThat(work().state()).isEqualTo(GridWorkRow.State.STOPPED);
    assertThat(shown().get("draining").isNull()).isTrue();
    maintain("{\"enabled\":false}").is(202);
    maintain("{\"enabled\":true}").is(202);
    assertThat(work().number()).isEqualTo(2);
  }

  @Test
  void aNodeThatIsAwayIsNotMaintained() {
    store.nodes().changeState(node, NodeState.ONLINE, NodeState.UNREACHABLE);

    maintain("{\"enabled\":true}").isProblem(409, "conflict");
    maintain("{\"enabled\":false}").isProblem(409, "conflict");
    maintain("{}").isProblem(422, "validation");
    maintain("{\"enabled\":\"yes\"}").isProblem(400, "malformed");
    operator
        .post("/api/v1/grid/nodes/pve99/maintenance", "{\"enabled\":true}")
        .isProblem(404, "not-found");
  }

  @Test
  void aKeyOfMaintenanceStandsForOneWish() {
    String key = UUID.randomUUID().toString();
    maintain("{\"enabled\":true}", "Idempotency-Key", key).is(202);
    maintain("{\"enabled\":true}", "Idempotency-Key", key).is(202);
    maintain("{\"enabled\":false}", "Idempotency-Key", key)
        .isProblem(422, "idempotency-key-reused");
    assertThat(shown().get("state").asText()).isEqualTo("MAINTENANCE");

    maintain("{\"enabled\":false}").is(202);
    maintain("{\"enabled\":true}", "Idempotency-Key", key).is(202);
    assertThat(shown().get("state").asText()).isEqualTo("ONLINE"); // one effect, and that is over
  }

  @Test
  void aRebalanceIsLookedAtOrCarriedOutOnce() {
    API.schedulesGrid(answering(List.of(MOVE)));
    String moves =
        "{\"moves\":[{\"configurationId\":\"shop\",\"component\":\"web-1\",\"ordinal\":0,"
            + "\"from\":\"pve1\",\"to\":\"pve2\"}]}";

    assertThat(operator.post(REBALANCE, "{\"maximumMoves\":10,\"dryRun\":true}").is(200).body())
        .isEqualTo(moves);
    assertThat(store.gridWorks().running()).isEmpty();

    String key = UUID.randomUUID().toString();
    assertThat(operator.post(REBALANCE, "{}", "Idempotency-Key", key).is(202).body())
        .isEqualTo(moves);
    assertThat(operator.post(REBALANCE, "{}", "Idempotency-Key", key).is(202).body())
        .isEqualTo(moves);
    assertThat(store.gridWorks().running())
        .singleElement()
        .satisfies(work -> assertThat(work.report().moves()).containsExactly(MOVE));
    operator.post(REBALANCE, "{}").isProblem(409, "conflict");
  }

  @Test
  void anEvenGridIsLeftAlone() {
    API.schedulesGrid(answering(List.of()));
    String key = UUID.randomUUID().toString();

    assertThat(operator.post(REBALANCE, "{}", "Idempotency-Key", key).is(200).body())
        .isEqualTo("{\"moves\":[]}");
    assertThat(operator.post(REBALANCE, "{}", "Idempotency-Key", key).is(200).body())
        .isEqualTo("{\"moves\":[]}");
    assertThat(store.gridWorks().running()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"maximumMoves\":0}     | 422 | validation",
        "{\"maximumMoves\":1001}  | 422 | validation",
        "{\"maximumMoves\":\"9\"} | 400 | malformed",
        "{\"moves\":9}            | 400 | malformed"
      })
  void refusesWhatIsNoWish(String body, int status, String problem) {
    operator.post(REBALANCE, body).isProblem(status, problem);
  }

  @Test
  void showsHeadroomAndWhatALossWouldMean() {
    API.schedulesGrid(answering(List.of()));

    JsonNode capacity = operator.get("/api/v1/grid/capacity").is(200).json();

    assertThat(capacity.at("/nodes/0/free/memoryMiB").asLong()).isEqualTo(512);
    assertThat(capacity.at("/nodes/0/ifLost/fits").asBoolean()).isFalse();
    assertThat(capacity.at("/nodes/0/ifLost/wouldNotFit/0/component").asText()).isEqualTo("db");
    assertThat(capacity.at("/nodes/1/ifLost/fits").asBoolean()).isTrue();
    assertThat(capacity.at("/total/memoryMiB").asLong()).isEqualTo(1024); // pve2 is maintained
    assertThat(capacity.get("survives").asBoolean()).isFalse();
  }

  @Test
  void saysSoWhereNobodyAnswers() {
    API.schedulesGridAsUsual();

    operator.get("/api/v1/grid/capacity").isProblem(503, "unavailable");
    operator.post(REBALANCE, "{\"dryRun\":true}").isProblem(503, "unavailable");
    operator.post(REBALANCE, "{}").isProblem(503, "unavailable");
  }

  @ParameterizedTest
  @CsvSource({"GET, /grid/capacity", "POST, /grid/rebalance", "POST, /grid/nodes/pve1/maintenance"})
  void worksAreTheOperatorsAlone(String method, String path) {
    String body = method.equals("GET") ? null : "{}";
    API.newClient("memory-400")
        .http()
        .send(method, "/api/v1" + path, body)
        .isProblem(403, "forbidden");
    API.anybody().send(method, "/api/v1" + path, body).isProblem(401, "unauthenticated");
  }

  private static GridScheduler answering(List<Move> moves) {
    Capacity half = new Capacity(512, 1, 10, 100);
    Capacity whole = half.plus(half);
    return new GridScheduler() {
      @Override
      public GridCapacity capacity() {
        return new GridCapacity(
            List.of(
                new GridCapacity.OfNode(
                    new NodeName("pve1"),
                    NodeState.ONLINE,
                    whole,
                    half,
                    List.of(new Remaining(SHOP, "db", 0, "No other node takes it."))),
                new GridCapacity.OfNode(
                    new NodeName("pve2"), NodeState.MAINTENANCE, whole, whole, List.of())));
      }

      @Override
      public List<Move> rebalance(int maximumMoves) {
        return moves;
      }
    };
  }
}
