package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.Store;
import io.gridwright.store.testing.Grid;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators decide: the policy of placement, labels of nodes, the risk of accounts. */
class GridPolicyTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String POLICY = "/api/v1/grid/policy";

  private final Store store = API.store();
  private final Http operator = API.operator();

  @AfterEach
  void asPublished() {
    put("{}").is(200);
  }

  private Answer put(String body, String... headers) {
    return operator.send("PUT", POLICY, body, headers);
  }

  @Test
  void showsEveryFactorAsPublishedUntilSomebodyDecides() {
    JsonNode policy = operator.get(POLICY).is(200).json();

    assertThat(policy.get("mode").asText()).isEqualTo("SPREAD");
    assertThat(new TreeSet<>(names(policy.get("factors"))))
        .isEqualTo(new TreeSet<>(PlacementPolicy.PUBLISHED.factors().keySet()));
    assertThat(policy.at("/factors/coLocation").toString())
        .isEqualTo("{\"mode\":\"SCORE\",\"weight\":100,\"limit\":0}");
    assertThat(policy.at("/factors/isolation/mode").asText()).isEqualTo("RULE");
    assertThat(policy.get("groups")).isEmpty();
    assertThat(policy.get("emptyNodesIsolate").asBoolean()).isTrue();
  }

  private static java.util.List<String> names(JsonNode object) {
    var names = new java.util.ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void putsAWholePolicyInForceAndFillsInWhatIsPublished() {
    Answer decided =
        put("""
                {"mode":"PACK","groups":{"lb":["LOAD_BALANCER"]},"emptyNodesIsolate":false,
                 "factors":{"licence":{"mode":"RULE"},"mix":{"weight":0.25}}}
                """)
            .is(200);

    JsonNode policy = operator.get(POLICY).json();
    assertThat(policy).isEqualTo(decided.json());
    assertThat(policy.at("/factors/licence").toString())
        .isEqualTo("{\"mode\":\"RULE\",\"weight\":2,\"limit\":0}");
    assertThat(policy.at("/factors/mix").toString())
        .isEqualTo("{\"mode\":\"SCORE\",\"weight\":0.25,\"limit\":2}");
    assertThat(policy.at("/groups/lb/0").asText()).isEqualTo("LOAD_BALANCER");
    assertThat(store.policy().current().mode()).isEqualTo(PlacementPolicy.Mode.PACK);
    assertThat(store.policy().row().updatedBy()).isPresent();
    put(policy.toString()).is(200); // what was read can be sent back
    assertThat(operator.get(POLICY).json()).isEqualTo(policy);
  }

  @Test
  void refusesToOverwriteAnothersDecisionWhereOneAsksForThat() {
    String seen = operator.get(POLICY).header("ETag");
    put("{\"mode\":\"PACK\"}", "If-Match", seen).is(200);

    put("{\"mode\":\"SPREAD\"}", "If-Match", seen).isProblem(412, "precondition-failed");

    assertThat(operator.get(POLICY).text("/mode")).isEqualTo("PACK");
    put("{}", "If-Match", operator.get(POLICY).header("ETag")).is(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mode\":\"TIGHT\"}                                   | /mode",
        "{\"factors\":{\"licence\":{\"mode\":\"HARD\"}}}        | /factors/licence/mode",
        "{\"factors\":{\"licence\":{\"weight\":0}}}             | /factors/licence/weight",
        "{\"factors\":{\"licence\":{\"weight\":1000.5}}}        | /factors/licence/weight",
        "{\"factors\":{\"licence\":{\"limit\":-1}}}             | /factors/licence/limit",
        "{\"factors\":{\"colour\":{\"mode\":\"OFF\"}}}          | /factors/colour",
        "{\"factors\":{\"a/b\":{\"mode\":\"HARD\"}}}            | /factors/a~1b/mode",
        "{\"factors\":{\"coLocation\":{\"weight\":1}}}          | /factors/coLocation/weight",
        "{\"groups\":{\"lb\":[\"BALANCER\"]}}                   | /groups/lb/0",
        "{\"groups\":{\"lb\":[]}}                               | /groups/lb",
        "{\"groups\":{\"a\":[\"WEB\"],\"b\":[\"WEB\"]}}         | /groups/b"
      })
  void refusesWhatCannotBeFollowedByItsPointer(String body, String pointer) {
    assertThat(put(body).isProblem(422, "validation").faults()).contains(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"weights\":{}}",
        "{\"factors\":{\"licence\":{\"form\":\"RULE\"}}}",
        "{\"factors\":{\"licence\":{\"weight\":\"1\"}}}",
        "{\"factors\":{\"licence\":null}}",
        "[]"
      })
  void refusesWhatIsNoPolicyAtAll(String body) {
    put(body).isProblem(400, "malformed");
  }

  @Test
  void labelsAreMergedAndNullClearsOne() {
    String node = "/api/v1/grid/nodes/" + Grid.of(store, 1).node(0).value();
    Client ann = API.newClient("memory-400");
    String account = ann.customer().account().value();

    operator
        .patch(
            node,
            """
            {"labels":{"group":"lb","rack":"a","isolated":true,"dedicatedTo":"%s",
                       "licences":["windows-2022"],"owner":"team 7"}}
            """
                .formatted(account))
        .is(200);
    JsonNode labels =
        operator
            .patch(node, "{\"labels\":{\"rack\":\"b\",\"dedicatedTo\":null,\"owner\":null}}")
            .is(200)
            .json()
            .get("labels");

    assertThat(new TreeSet<>(names(labels)))
        .isEqualTo(new TreeSet<>(java.util.Set.of("group", "rack", "isolated", "licences")));
    assertThat(labels.get("rack").asText()).isEqualTo("b");
    assertThat(labels.get("isolated").asBoolean()).isTrue();
    assertThat(labels.at("/licences/0").asText()).isEqualTo("windows-2022");
    operator.patch(node, "{}").is(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"isolated\":\"yes\"}       | /labels/isolated",
        "{\"dedicatedTo\":\"nobody\"} | /labels/dedicatedTo",
        "{\"dedicatedTo\":7}          | /labels/dedicatedTo",
        "{\"licences\":\"windows\"}   | /labels/licences",
        "{\"licences\":[\"\"]}        | /labels/licences/0",
        "{\"group\":1}                | /labels/group",
        "{\"rack\":\" \"}             | /labels/rack",
        "{\"colour\":{}}              | /labels/colour",
        "{\"a b\":\"c\"}              | /labels/a b"
      })
  void labelsThatCannotBeAreRefusedByTheirPointerAndNoneIsSet(String labels, String pointer) {
    var name = Grid.of(store, 1).node(0);
    store.nodes().label(name, Map.of("rack", "a"));

    Answer refused =
        operator.patch("/api/v1/grid/nodes/" + name.value(), "{\"labels\":" + labels + "}");

    assertThat(refused.isProblem(422, "validation").faults()).containsExactly(pointer);
    assertThat(store.nodes().find(name).orElseThrow().labels()).isEqualTo(Map.of("rack", "a"));
  }

  @Test
  void aNodeThatIsNotThereHasNoLabels() {
    operator.patch("/api/v1/grid/nodes/pve99", "{\"labels\":{}}").isProblem(404, "not-found");
    operator
        .patch("/api/v1/grid/nodes/" + "x".repeat(80), "{\"labels\":{}}")
        .isProblem(404, "not-found");
  }

  @Test
  void anAccountIsRatedByOperators() {
    Client ann = API.newClient("memory-400");
    String account = ann.customer().account().value();

    Answer rated =
        operator.patch("/api/v1/grid/accounts/" + account, "{\"risk\":\"HIGH\"}").is(200);

    assertThat(rated.text("/risk")).isEqualTo("HIGH");
    assertThat(store.accounts().find(ann.customer().account()).orElseThrow().risk().name())
        .isEqualTo("HIGH");
    operator
        .patch("/api/v1/grid/accounts/" + account, "{\"risk\":\"SEVERE\"}")
        .isProblem(422, "validation");
    operator.patch("/api/v1/grid/accounts/" + account, "{}").isProblem(422, "validation");
    operator
        .patch("/api/v1/grid/accounts/nobody", "{\"risk\":\"LOW\"}")
        .isProblem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({"PUT, /grid/policy", "PATCH, /grid/nodes/pve1", "PATCH, /grid/accounts/any"})
  void decidingIsTheOperatorsAlone(String method, String path) {
    API.newClient("memory-400")
        .http()
        .send(method, "/api/v1" + path, "{}")
        .isProblem(403, "forbidden");
    API.anybody().send(method, "/api/v1" + path, "{}").isProblem(401, "unauthenticated");
  }
}
