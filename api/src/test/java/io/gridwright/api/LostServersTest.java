package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.api.access.Passwords;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.store.Store;
import io.gridwright.store.account.NewUser;
import io.gridwright.store.account.Role;
import io.gridwright.store.configuration.Submission;
import io.gridwright.store.grid.CommitResult;
import io.gridwright.store.grid.GridWorkReport;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.Placed;
import io.gridwright.store.grid.RecoverOrder;
import io.gridwright.store.testing.Grid;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers see of servers that are lost with their node, and of those that took over. */
class LostServersTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final String SPREAD =
      """
      {"name":"spread","components":[{"name":"web","kind":"WEB","image":"debian-12-nginx",
        "memoryMiB":256,"vcpus":1,"diskGiB":5,"spreadOver":2}]}""";

  private final Store store = API.store();
  private final Grid grid = Grid.of(store, 4);
  private final Client client = API.newClient("memory-2500");
  private final Http http = client.http();

  @AfterEach
  void endAll() {
    grid.nodes().stream()
        .flatMap(node -> store.losses().open(node).stream())
        .forEach(
            work -> store.gridWorks().end(work.id(), GridWorkRow.State.DONE, GridWorkReport.NONE));
  }

  /** Runs, component after component, node after node. */
  private ConfigurationId running(String document) {
    Answer ordered = http.post(CONFIGURATIONS, document).is(202);
    ConfigurationId id = new ConfigurationId(ordered.text("/configuration/id"));
    run(new OperationId(ordered.text("/operation/id")), grid.placing(document(id)));
    return id;
  }

  private ConfigurationDocument document(ConfigurationId id) {
    return store.configurations().find(id).orElseThrow().document();
  }

  private void run(OperationId operation, List<Placed> placed) {
    Epoch epoch = store.operations().begin(operation, "run of " + operation.value()).epoch();
    store.reservations().reserve(operation, epoch, placed);
    store.machines().ofOperation(operation).forEach(m -> tell(operation, epoch, m));
    store.replacements().divert(operation, epoch);
    assertThat(store.reservations().commit(operation, epoch))
        .isInstanceOf(CommitResult.Committed.class);
    store
        .replacements()
        .replaced(operation)
        .forEach(
            m -> store.reservations().abandon(operation, epoch, m.id(), MachineState.ABANDONED));
    assertThat(store.operations().succeed(operation, epoch)).isTrue();
  }

  private void tell(OperationId operation, Epoch epoch, MachineRow machine) {
    store.machines().intent(operation, epoch, machine.id(), MachineState.RUNNING, Optional.empty());
  }

  private void lose(int node) {
    change(node, NodeState.ONLINE, NodeState.UNREACHABLE);
  }

  private void change(int node, NodeState from, NodeState to) {
    assertThat(store.losses().follow(grid.node(node), from, to)).isTrue();
  }

  private JsonNode read(ConfigurationId id) {
    return http.get(CONFIGURATIONS + "/" + id.value()).is(200).json();
  }

  private static JsonNode component(JsonNode configuration, String name) {
    return StreamSupport.stream(configuration.get("components").spliterator(), false)
        .filter(component -> component.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String state(ConfigurationId id, String component) {
    return component(read(id), component).get("state").asText();
  }

  private String state(ConfigurationId id) {
    return read(id).get("state").asText();
  }

  /** Power as a worker does it to the ledger. */
  private void power(ConfigurationId id, String action, MachineState machines) {
    Answer accepted =
        http.post(
                CONFIGURATIONS + "/" + id.value() + "/power",
                "{\"action\":\"%s\"}".formatted(action))
            .is(202);
    OperationId operation = new OperationId(accepted.text("/operation/id"));
    Epoch epoch = store.operations().begin(operation, "run of " + operation.value()).epoch();
    store
        .machines()
        .ofConfiguration(id)
        .forEach(
            m -> {
              store.machines().intent(operation, epoch, m.id(), machines, Optional.empty());
              store.machines().suspend(operation, epoch, m.id(), action.equals("SUSPEND"), 1);
            });
    assertThat(store.operations().succeed(operation, epoch)).isTrue();
  }

  @Test
  void aComponentWhoseNodeIsAwayIsLostUntilItIsBack() {
    ConfigurationId shop = running(Bodies.sample("shop"));
    JsonNode before = read(shop);
    assertThat(before.get("state").asText()).isEqualTo("RUNNING");

    lose(1);

    JsonNode lost = read(shop);
    assertThat(lost.get("state").asText()).isEqualTo("DEGRADED");
    assertThat(component(lost, "web-1").get("state").asText()).isEqualTo("LOST");
    assertThat(component(lost, "web-1").get("actions")).isEmpty();
    assertThat(component(lost, "web-1").get("runningSince").isNull()).isTrue();
    assertThat(component(lost, "web-1").get("addresses"))
        .isEqualTo(component(before, "web-1").get("addresses"));
    for (String other : List.of("lb", "web-2", "db")) {
      assertThat(component(lost, other)).isEqualTo(component(before, other));
    }
    assertThat(lost.get("version")).isEqualTo(before.get("version"));

    var since = store.nodes().find(grid.node(1)).orElseThrow().stateSince();
    store.losses().prove(grid.node(1), "redfish", "PowerState is Off.", since);
    assertThat(state(shop, "web-1")).isEqualTo("LOST");
    change(1, NodeState.FENCED, NodeState.RETURNING);
    assertThat(state(shop, "web-1")).isEqualTo("LOST");
    change(1, NodeState.RETURNING, NodeState.ONLINE);
    assertThat(read(shop)).isEqualTo(before);
  }

  @Test
  void aComponentThatLacksOneOfItsServersRunsOn() {
    ConfigurationId shop = running(SPREAD);

    lose(0);
    assertThat(state(shop)).isEqualTo("DEGRADED");
    assertThat(state(shop, "web")).isEqualTo("RUNNING");
    assertThat(component(read(shop), "web").get("actions")).isNotEmpty();

    lose(1);
    assertThat(state(shop)).isEqualTo("DEGRADED");
    assertThat(state(shop, "web")).isEqualTo("LOST");
  }

  @Test
  void listsAndLogOnsSayTheSame() {
    ConfigurationId shop = running(Bodies.web("shop", 256, 5));
    Client other = API.newClient("memory-400");
    other.http().post(CONFIGURATIONS, Bodies.web("shop", 256, 5)).is(202);
    lose(0);

    Answer list = http.get(CONFIGURATIONS).is(200);

    assertThat(list.texts("/items", "/state")).containsExactly("DEGRADED");
    assertThat(list.json().at("/items/0")).isEqualTo(read(shop));
    assertThat(other.http().get(CONFIGURATIONS).texts("/items", "/state"))
        .containsExactly("PROVISIONING");
    String login = ApiUnderTest.newLogin();
    String password = "a long enough password";
    store
        .users()
        .add(
            Optional.of(client.customer().account()),
            new NewUser(
                login, new Passwords(1).hash(password), "Ann", "ann@example.com", Role.EMPLOYEE));
    assertThat(
            API.anybody()
                .post("/api/v1/sessions", Bodies.logOn(login, password))
                .is(201)
                .texts("/configurations", "/state"))
        .containsExactly("DEGRADED");
  }

  @Test
  void whatSomebodyStoppedOrSuspendedIsNotLost() {
    ConfigurationId stopped = running(Bodies.web("stopped", 256, 5));
    power(stopped, "STOP", MachineState.STOPPED);
    ConfigurationId suspended = running(Bodies.sample("suspended"));
    power(suspended, "SUSPEND", MachineState.RUNNING);
    JsonNode before = read(suspended);

    lose(0);

    assertThat(state(stopped)).isEqualTo("STOPPED");
    assertThat(state(stopped, "web-1")).isEqualTo("STOPPED");
    assertThat(read(suspended)).isEqualTo(before);
  }

  @Test
  void whatIsBeingBuiltOrWasDeletedIsNotDegraded() {
    Answer ordered = http.post(CONFIGURATIONS, Bodies.web("fresh", 256, 5)).is(202);
    ConfigurationId fresh = new ConfigurationId(ordered.text("/configuration/id"));
    OperationId operation = new OperationId(ordered.text("/operation/id"));
    Epoch epoch = store.operations().begin(operation, "run").epoch();
    store.reservations().reserve(operation, epoch, grid.placing(document(fresh)));
    store.machines().ofOperation(operation).forEach(m -> tell(operation, epoch, m));

    lose(0);

    assertThat(state(fresh)).isEqualTo("PROVISIONING");
    assertThat(state(fresh, "web-1")).isEqualTo("PROVISIONING");
  }

  @Test
  void anOperatorSeesHowManyServersStillStandThere() {
    running(SPREAD);
    running(Bodies.web("other", 256, 5));
    lose(0);
    lose(1);

    JsonNode nodes = API.operator().get("/api/v1/grid/nodes").json().get("items");

    assertThat(waiting(nodes, grid.node(0))).isEqualTo(2);
    assertThat(waiting(nodes, grid.node(1))).isEqualTo(1);
  }

  private static int waiting(JsonNode nodes, NodeName name) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .filter(node -> node.get("name").asText().equals(name.value()))
        .findFirst()
        .orElseThrow()
        .at("/recovery/waiting")
        .asInt();
  }

  @Test
  void whatTookOverIsShownWithoutTheAddressesOfWhatWasLeftBehind() {
    ConfigurationId shop = running(Bodies.web("shop", 256, 5));
    JsonNode before = read(shop);
    String old = before.at("/components/0/addresses/0/address").asText();
    lose(0);

    recover(shop, grid.node(0), grid.node(1));

    JsonNode after = read(shop);
    assertThat(after.get("state").asText()).isEqualTo("RUNNING");
    assertThat(state(shop, "web-1")).isEqualTo("RUNNING");
    assertThat(after.at("/components/0/addresses")).hasSize(1);
    assertThat(after.at("/components/0/addresses/0/address").asText()).isNotEqualTo(old);

    // Nobody changed the document; who read it before the loss may still send it back.
    Answer accepted =
        http.send(
                "PUT",
                CONFIGURATIONS + "/" + shop.value(),
                before.toString(),
                "If-Match",
                "\"" + before.get("version").asText() + "\"")
            .is(202);
    assertThat(accepted.json().at("/configuration/components")).isEqualTo(after.at("/components"));
  }

  /** As a worker tells it to the ledger. */
  private void recover(ConfigurationId id, NodeName from, NodeName to) {
    List<MachineRow> lost = store.losses().lost(id);
    GridWorkRow work = store.losses().open(from).orElseThrow();
    RecoverOrder order =
        new RecoverOrder(
            from,
            work.number(),
            lost.stream().map(MachineRow::part).toList(),
            store.losses().room());
    OperationId operation =
        store
            .acceptance()
            .submit(
                new Submission(
                    client.customer().account(),
                    id,
                    OperationKind.RECOVER,
                    Optional.empty(),
                    Optional.of(order.payload()),
                    Optional.empty()))
            .operation()
            .id();
    run(
        operation,
        grid.placing(document(id)).stream()
            .map(
                p ->
                    new Placed(
                        p.componentId(),
                        p.componentName(),
                        p.ordinal(),
                        PlacementRole.DUPLICATE,
                        to,
                        p.demand()))
            .toList());
  }
}
