package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.Store;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanRow;
import io.gridwright.store.grid.OrphanSighting;
import io.gridwright.store.testing.Grid;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators see of the grid. */
class GridTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private final Store store = API.store();
  private final Grid grid = Grid.of(store, 1);
  private final Client client = API.newClient("memory-2500");

  private JsonNode node() {
    return StreamSupport.stream(
            API.operator().get("/api/v1/grid/nodes").is(200).json().get("items").spliterator(),
            false)
        .filter(node -> node.get("name").asText().equals(grid.node(0).value()))
        .findFirst()
        .orElseThrow();
  }

  private ConfigurationId placed(String name) {
    Answer ordered = client.http().post("/api/v1/configurations", Bodies.web(name, 1024, 10));
    ConfigurationId id = new ConfigurationId(ordered.text("/configuration/id"));
    OperationId operation = new OperationId(ordered.text("/operation/id"));
    var epoch = store.operations().begin(operation, "run").epoch();
    store
        .reservations()
        .reserve(
            operation,
            epoch,
            grid.placing(store.configurations().find(id).orElseThrow().document()));
    return id;
  }

  @Test
  void aNodeShowsWhatItHasAndWhatIsHeldOfIt() {
    store.nodes().label(grid.node(0), Map.of("rack", "a"));
    placed("one");

    JsonNode node = node();

    assertThat(node.get("state").asText()).isEqualTo("ONLINE");
    assertThat(node.get("capacity").toString())
        .isEqualTo("{\"memoryMiB\":65536,\"vcpus\":32,\"diskGiB\":2000,\"bandwidthMbps\":10000}");
    assertThat(node.at("/reserved/memoryMiB").asLong()).isEqualTo(1024);
    assertThat(node.at("/allocated/memoryMiB").asLong()).isZero();
    assertThat(node.at("/labels/rack").asText()).isEqualTo("a");
    assertThat(node.get("images").isArray()).isTrue();
    assertThat(node.get("components").asInt()).isEqualTo(1);
    store.nodes().changeState(grid.node(0), NodeState.ONLINE, NodeState.UNREACHABLE);
    assertThat(node().get("state").asText()).isEqualTo("UNREACHABLE");
  }

  @Test
  void placementsAreListedForAllOrForOneConfiguration() {
    ConfigurationId one = placed("one");
    ConfigurationId two = placed("two");
    Http operator = API.operator();

    Answer all = operator.get("/api/v1/grid/placements?limit=200").is(200);
    assertThat(all.texts("/items", "/configurationId")).contains(one.value(), two.value());
    Answer only = operator.get("/api/v1/grid/placements?configuration=" + one.value()).is(200);
    assertThat(only.json().get("items")).hasSize(1);
    JsonNode placement = only.json().at("/items/0");
    assertThat(placement.get("component").asText()).isEqualTo("web-1");
    assertThat(placement.get("node").asText()).isEqualTo(grid.node(0).value());
    assertThat(placement.get("vmid").asInt()).isPositive();
    assertThat(placement.get("address").asText()).startsWith("10.");
    assertThat(placement.get("state").asText()).isEqualTo("PLANNED");
    assertThat(placement.get("operationId").asText()).isNotBlank();
    operator.get("/api/v1/grid/placements?configuration=none").is(200);
    operator.get("/api/v1/grid/placements?configuration=%00").isProblem(400, "malformed");
    operator.get("/api/v1/grid/placements?configuration=").isProblem(400, "malformed");
    operator.get("/api/v1/grid/placements?limit=0").isProblem(400, "malformed");
    assertThat(operator.get("/api/v1/grid/placements?limit=1").json().get("next").isNull())
        .isFalse();
  }

  @Test
  void anOrphanOfTheLedgersNamesItsConfiguration() {
    ConfigurationId owner = placed("orphaned");
    MachineRow machine = store.machines().ofConfiguration(owner).get(0);
    String identity = "MACHINE " + machine.id().value();
    store
        .orphans()
        .see(
            new OrphanSighting(
                identity,
                OrphanRow.Kind.MACHINE,
                OrphanRow.State.ABANDONED,
                Optional.of(machine.node()),
                Optional.of(machine.vmid()),
                Optional.of("web-1"),
                "It stands on a node that is away.",
                "Nothing to do: it is removed as soon as the node is back.",
                Optional.of(machine.id())));

    assertThat(API.operator().get("/api/v1/grid/orphans").texts("/items", "/configurationId"))
        .contains(owner.value());
    store.orphans().resolve(identity);
  }

  @Test
  void anOrphanIsListedWithWhatToDoUntilItIsResolved() {
    Http operator = API.operator();
    String identity = "MACHINE " + grid.node(0).value() + "/10007";
    store
        .orphans()
        .see(
            new OrphanSighting(
                identity,
                OrphanRow.Kind.MACHINE,
                OrphanRow.State.UNKNOWN,
                Optional.of(grid.node(0)),
                Optional.of(new Vmid(10_007)),
                Optional.of("stranger"),
                "A machine that no ledger knows.",
                "qm stop 10007 && qm destroy 10007",
                Optional.empty()));

    Answer listed = operator.get("/api/v1/grid/orphans").is(200);

    assertThat(listed.texts("/items", "/name")).contains("stranger");
    assertThat(listed.texts("/items", "/action")).contains("qm stop 10007 && qm destroy 10007");
    assertThat(listed.texts("/items", "/state")).contains("UNKNOWN");
    store.orphans().resolve(identity);
    assertThat(operator.get("/api/v1/grid/orphans").texts("/items", "/name"))
        .doesNotContain("stranger");
  }
}
