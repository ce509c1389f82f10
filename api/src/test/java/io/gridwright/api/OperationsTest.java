package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Reason;
import io.gridwright.domain.operation.StepName;
import io.gridwright.domain.operation.StepState;
import io.gridwright.domain.operation.Suggestion;
import io.gridwright.store.Store;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.ReserveResult;
import io.gridwright.store.operation.LinkMeasurements;
import io.gridwright.store.operation.StepReport;
import io.gridwright.store.testing.Grid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations as they go on, read over HTTP while the ledger is told what a worker does. */
class OperationsTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private final Store store = API.store();
  private final Client client = API.newClient("memory-2500");
  private final Answer ordered =
      client.http().post("/api/v1/configurations", Bodies.sample("shop")).is(202);
  private final OperationId operation = new OperationId(ordered.text("/operation/id"));
  private final ConfigurationId configuration =
      new ConfigurationId(ordered.text("/configuration/id"));

  private Epoch begin() {
    return store.operations().begin(operation, "run-1").epoch();
  }

  private void step(String name, String component, StepState state, String error) {
    store
        .operations()
        .step(
            new StepReport(
                operation,
                store.operations().find(operation).orElseThrow().epoch(),
                new StepName(name),
                Optional.ofNullable(component),
                Optional.empty(),
                state,
                Optional.ofNullable(error)));
  }

  private Answer read() {
    return client.http().get("/api/v1/operations/" + operation.value()).is(200);
  }

  private Answer seenByOperator() {
    return API.operator().get("/api/v1/operations/" + operation.value()).is(200);
  }

  private Answer readConfiguration() {
    return client.http().get("/api/v1/configurations/" + configuration.value()).is(200);
  }

  private Answer cancel() {
    return client.http().post("/api/v1/operations/" + operation.value() + "/cancel", "{}");
  }

  private List<MachineRow> reserve(Epoch epoch) {
    Grid grid = Grid.of(store, 3);
    var placement =
        grid.placing(store.configurations().find(configuration).orElseThrow().document());
    return ((ReserveResult.Reserved) store.reservations().reserve(operation, epoch, placement))
        .machines();
  }

  private static MachineRow named(List<MachineRow> machines, String component) {
    return machines.stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode component(Answer configuration, String name) {
    return StreamSupport.stream(configuration.json().get("components").spliterator(), false)
        .filter(component -> component.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsStepsWithTheirAttemptsAndLastErrors() {
    Epoch epoch = begin();
    store.operations().advance(operation, epoch, Phase.BUILDING);
    step("place", null, StepState.RUNNING, null);
    step("place", null, StepState.DONE, null);
    step("clone", "web-1", StepState.RUNNING, null);
    step("clone", "web-1", StepState.RUNNING, "the node is busy");

    Answer answer = read();

    assertThat(answer.text("/state")).isEqualTo("RUNNING");
    assertThat(answer.texts("/steps", "/name")).containsExactly("place", "clone");
    JsonNode place = answer.json().at("/steps/0");
    assertThat(place.get("component").isNull()).isTrue();
    assertThat(place.get("state").asText()).isEqualTo("DONE");
    assertThat(place.get("attempts").asInt()).isEqualTo(1);
    assertThat(place.get("endedAt").asText()).endsWith("Z");
    assertThat(place.get("error").isNull()).isTrue();
    JsonNode clone = answer.json().at("/steps/1");
    assertThat(clone.get("component").asText()).isEqualTo("web-1");
    assertThat(clone.get("attempts").asInt()).isEqualTo(2);
    assertThat(clone.get("error").asText()).startsWith("It did not succeed at once");
    assertThat(seenByOperator().json().at("/steps/1/error").asText()).isEqualTo("the node is busy");
    assertThat(clone.get("endedAt").isNull()).isTrue();
    assertThat(answer.json().get("progress").asDouble()).isBetween(0.15, 0.7);
    assertThat(answer.text("/interruption")).isEqualTo("PT0S");
    assertThat(answer.json().get("error").isNull()).isTrue();
    assertThat(answer.json().get("endedAt").isNull()).isTrue();
    assertThat(answer.text("/requestedBy")).isEqualTo(client.customer().user().value());
  }

  @Test
  void aRunningConfigurationTellsWhereItsComponentsAnswer() {
    Epoch epoch = begin();
    MachineRow balancer = named(reserve(epoch), "lb");
    String virtual =
        store.traffic().addressesOf(balancer.id()).stream()
            .filter(address -> address.isPublic())
            .findFirst()
            .orElseThrow()
            .address();
    store
        .machines()
        .recordReachable(
            operation,
            epoch,
            balancer.id(),
            Map.of(
                virtual,
                Map.of("80", "127.0.0.1:18203"),
                balancer.privateAddress(),
                Map.of("22", "127.0.0.1:18204")));
    store.reservations().commit(operation, epoch);
    store
        .operations()
        .verified(
            operation,
            epoch,
            new LinkMeasurements(
                List.of(
                    new LinkMeasurements.Measured("web-1", "db", true, OptionalDouble.of(0.4)),
                    new LinkMeasurements.Measured("web-2", "db", false, OptionalDouble.empty()))));
    store.operations().succeed(operation, epoch);

    Answer configured = readConfiguration();

    assertThat(configured.text("/state")).isEqualTo("RUNNING");
    assertThat(configured.texts("/components", "/state")).containsOnly("RUNNING");
    assertThat(component(configured, "lb").get("addresses").toString())
        .isEqualTo(
            """
            [{"visibility":"PUBLIC","address":"%s","use":"VIRTUAL",\
            "reachableAt":{"80":"127.0.0.1:18203"}},\
            {"visibility":"PRIVATE","address":"%s","use":"REAL",\
            "reachableAt":{"22":"127.0.0.1:18204"}}]"""
                .formatted(virtual, balancer.privateAddress()));
    JsonNode web = component(configured, "web-1");
    assertThat(web.get("addresses")).hasSize(1);
    assertThat(web.at("/addresses/0/visibility").asText()).isEqualTo("PRIVATE");
    assertThat(web.at("/addresses/0").has("reachableAt")).isFalse();
    assertThat(web.get("runningSince").asText()).endsWith("Z");
    assertThat(web.get("allocatedSince").asText()).endsWith("Z");
    assertThat(web.get("actions").isArray()).isTrue();
    assertThat(read().json().get("verification").toString())
        .isEqualTo(
            """
            [{"from":"web-1","to":"db","reachable":true,"latencyMs":0.4},\
            {"from":"web-2","to":"db","reachable":false,"latencyMs":null}]""");
    assertThat(read().json().get("progress").asDouble()).isEqualTo(1);
  }

  @Test
  void onlyAnOperatorSeesTheWorkflow() {
    begin();
    store.operations().runsAs(operation, "configuration/c/1-provision", "run-id");

    assertThat(read().json().has("workflow")).isFalse();
    assertThat(seenByOperator().json().get("workflow").toString())
        .isEqualTo(
            """
            {"id":"configuration/c/1-provision","runId":"run-id",\
            "url":"http://127.0.0.1:8233/namespaces/default/workflows/configuration%2Fc%2F1-provision"}""");
  }

  @Test
  void anOperationThatFoundNoNodeTellsWhy() {
    Epoch epoch = begin();
    Problem nothing =
        Problem.of("no-capacity", "No node has room for \"db\"; ask for less.")
            .withReasons(
                List.of(new Reason("db", "memory", 6, "2048 MiB short")),
                List.of(new Suggestion("Ask for less.")));
    store.operations().fail(operation, epoch, nothing, OperationState.FAILED);

    Answer answer = read();

    assertThat(answer.text("/state")).isEqualTo("FAILED");
    assertThat(answer.json().get("error").toString())
        .isEqualTo(
            """
            {"type":"/problems/no-capacity","title":"No node carries it","status":409,\
            "detail":"No node has room for \\"db\\"; ask for less.",\
            "instance":"/api/v1/operations/%s",\
            "reasons":[{"component":"db","rule":"memory","nodes":6,"nearest":"2048 MiB short"}],\
            "suggestions":[{"text":"Ask for less."}]}"""
                .formatted(operation.value()));
    assertThat(readConfiguration().text("/state")).isEqualTo("FAILED");
    assertThat(client.customer().holds().memoryMib()).isZero();
  }

  @Test
  void whatTheHypervisorSaidIsToldToOperatorsOnly() {
    Epoch epoch = begin();
    Problem refused =
        Problem.of("hypervisor", "clone vm 10015 (lb) failed: disk full (UPID:pve1).");
    store.operations().fail(operation, epoch, refused, OperationState.FAILED);

    JsonNode told = read().json().get("error");
    assertThat(told.get("type").asText()).isEqualTo("/problems/hypervisor");
    assertThat(told.get("detail").asText()).contains("Try again").doesNotContain("10015", "pve1");
    assertThat(seenByOperator().text("/error/detail")).isEqualTo(refused.detail());
  }

  @Test
  void aCancelledOrderThatWaitsEndsAtOnce() {
    Answer answer = cancel().is(202);

    assertThat(answer.header("Location")).isEqualTo("/api/v1/operations/" + operation.value());
    assertThat(answer.text("/operation/state")).isEqualTo("CANCELLED");
    assertThat(answer.text("/operation/error/type")).isEqualTo("/problems/cancelled");
    assertThat(answer.text("/operation/error/detail")).contains("undone");
    assertThat(answer.text("/configuration/state")).isEqualTo("FAILED");
    assertThat(client.customer().holds().memoryMib()).isZero();
    assertThat(cancel().is(202).text("/operation/state")).isEqualTo("CANCELLED");
  }

  @Test
  void aCancelledOrderThatRunsWillEndCancelled() {
    Epoch epoch = begin();

    assertThat(cancel().is(202).text("/operation/state")).isEqualTo("RUNNING");
    cancel().is(202);

    assertThat(store.operations().succeed(operation, epoch)).isFalse();
    store.operations().fail(operation, epoch, Problem.of("conflict", "any"), OperationState.FAILED);
    assertThat(read().text("/state")).isEqualTo("CANCELLED");
  }

  @Test
  void pastThePointOfNoReturnItIsTooLateToCancel() {
    Epoch epoch = begin();
    store.operations().passPointOfNoReturn(operation, epoch);

    cancel().isProblem(409, "conflict");

    store.operations().succeed(operation, epoch);
    cancel().isProblem(409, "conflict");
  }

  @Test
  void aFailedOrderIsUndoneAlready() {
    Epoch epoch = begin();
    store
        .operations()
        .undo(
            operation,
            epoch,
            OperationState.FAILED,
            Optional.of(
                Problem.of("no-capacity", "any").withErrors(List.of(new FieldError("/a", "b")))));

    assertThat(cancel().isProblem(409, "conflict").text("/detail")).contains("being undone");
  }
}
