package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.operation.Begun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordering, reading, listing and deleting configurations. */
class OrdersTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String CONFIGURATIONS = "/api/v1/configurations";

  private static Answer order(Http customer, String document) {
    return customer.post(CONFIGURATIONS, document);
  }

  /** What a worker would do with an operation, without its effects. */
  private static void carryOut(String operation) {
    OperationId id = new OperationId(operation);
    Begun begun = API.store().operations().begin(id, "run-" + operation);
    API.store().operations().succeed(id, begun.epoch());
  }

  @Test
  void anOrderIsAcceptedWithItsOperationAndItsConfiguration() {
    Http owner = API.newOwner();

    Answer accepted = order(owner, Bodies.sample("shop")).is(202);

    assertThat(accepted.header("Location"))
        .isEqualTo("/api/v1/operations/" + accepted.text("/operation/id"));
    assertThat(accepted.text("/operation/kind")).isEqualTo("PROVISION");
    assertThat(accepted.text("/operation/state")).isEqualTo("QUEUED");
    assertThat(accepted.text("/configuration/state")).isEqualTo("PROVISIONING");
    assertThat(accepted.text("/configuration/pendingOperation"))
        .isEqualTo(accepted.text("/operation/id"));
    assertThat(accepted.json().at("/configuration/version").asLong()).isEqualTo(1);
    assertThat(accepted.header("ETag")).isEqualTo("\"1\"");
    assertThat(owner.get(accepted.header("Location")).is(200).json())
        .isEqualTo(accepted.json().get("operation"));
    Answer read = owner.get(CONFIGURATIONS + "/" + accepted.text("/configuration/id")).is(200);
    assertThat(read.json()).isEqualTo(accepted.json().get("configuration"));
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void readsBackWhatWasOrderedWithTheDefaults() {
    Answer accepted = order(API.newOwner(), Bodies.sample("shop"));

    JsonNode read = accepted.json().get("configuration");
    assertThat(accepted.texts("/configuration/components", "/name"))
        .containsExactly("lb", "web-1", "web-2", "db");
    assertThat(accepted.texts("/configuration/components", "/id")).doesNotHaveDuplicates();
    assertThat(accepted.texts("/configuration/components", "/state")).containsOnly("PROVISIONING");
    JsonNode balancer = read.at("/components/0");
    assertThat(balancer.at("/loadBalancer/healthCheck").toString())
        .isEqualTo("{\"path\":\"/health\",\"interval\":\"PT1S\",\"failures\":3}");
    assertThat(balancer.at("/loadBalancer/virtualIps/0/address").asText()).isEqualTo("auto");
    JsonNode web = read.at("/components/1");
    assertThat(web.at("/memoryMiB").asLong()).isEqualTo(1024);
    assertThat(web.at("/expected/traffic").asText()).isEqualTo("HEAVY");
    assertThat(web.at("/stateless").asBoolean()).isTrue();
    assertThat(web.at("/spreadOver").asInt()).isEqualTo(1);
    assertThat(web.at("/addresses")).isEmpty();
    assertThat(web.get("runningSince").isNull()).isTrue();
    assertThat(web.get("allocatedSince").isNull()).isTrue();
    assertThat(read.at("/components/3/stateless").asBoolean()).isFalse();
    assertThat(read.at("/risk").toString())
        .isEqualTo("{\"spam\":\"LOW\",\"hacking\":\"MEDIUM\",\"fraud\":\"LOW\"}");
    assertThat(read.at("/links")).hasSize(2);
    assertThat(read.at("/metering").toString())
        .isEqualTo("{\"every\":\"PT1H\",\"offset\":\"PT0S\"}");
    assertThat(read.at("/automation/replaceOnFailure").asBoolean()).isTrue();
    assertThat(read.at("/placement/dedicated").asText()).isEqualTo("NONE");
  }

  @Test
  void answersBothThePercentageAndTheMemoryThatFollowsFromIt() {
    String document =
        """
        {"name":"percent","tiers":{"WEB":{"memoryMiB":10240}},"components":[
          {"name":"a","kind":"WEB","image":"debian-12-nginx","memoryPercent":33,
           "memoryPercentOf":"TIER"},
          {"name":"b","kind":"APP","image":"debian-12-tomcat","memoryPercent":10}]}""";

    Answer accepted = order(API.newOwner(), document).is(202);

    assertThat(accepted.json().at("/configuration/components/0/memoryMiB").asInt()).isEqualTo(3379);
    assertThat(accepted.json().at("/configuration/components/0/memoryPercent").asInt())
        .isEqualTo(33);
    assertThat(accepted.json().at("/configuration/components/1/memoryMiB").asInt())
        .isEqualTo(10_240);
    assertThat(accepted.text("/configuration/components/1/memoryPercentOf")).isEqualTo("PLAN");
  }

  @Test
  void tellsEveryFaultyFieldAtOnce() {
    Answer answer =
        order(
            API.newOwner(),
            """
            {"name":"No Label","risk":{"spam":"SOME"},"maximumLatencyMs":0,
             "components":[
               {"name":"a","kind":"WEB","image":"none","memoryMiB":1,"vcpus":0,"diskGiB":-1},
               {"name":"a","kind":"TOASTER","image":"haproxy"},
               {"name":"lb","kind":"LOAD_BALANCER","image":"haproxy","memoryMiB":512,
                "loadBalancer":{"virtualIps":[{"address":"1.2.3","port":70000,"pool":[]}]}}],
             "links":[{"from":"a","to":"nobody","port":1}]}""");

    answer.isProblem(422, "validation");
    assertThat(answer.faults())
        .containsExactlyInAnyOrder(
            "/name",
            "/risk/spam",
            "/maximumLatencyMs",
            "/components/0/image",
            "/components/0/memoryMiB",
            "/components/0/vcpus",
            "/components/0/diskGiB",
            "/components/1/name",
            "/components/1/kind",
            "/components/1/memoryMiB",
            "/components/2/loadBalancer/virtualIps/0/address",
            "/components/2/loadBalancer/virtualIps/0/port",
            "/components/2/loadBalancer/virtualIps/0/pool",
            "/links/0/to");
    assertThat(answer.texts("/errors", "/message")).allMatch(message -> message.length() > 10);
  }

  @Test
  void aPortBalancedTwiceInOneDocumentIsAConflict() {
    String document =
        Bodies.sample("twice")
            .replace(
                "\"virtualIps\": [",
                "\"virtualIps\": [{\"port\":80,\"pool\":[{\"component\":\"web-1\",\"port\":81}]},");

    Answer answer = order(API.newOwner(), document);

    answer.isProblem(409, "conflict");
    assertThat(answer.faults()).containsExactly("/components/0/loadBalancer/virtualIps/1/port");
    assertThat(answer.text("/detail")).contains("auto:80").contains("choose another");
  }

  @Test
  void aServerBalancedByTwoBalancersIsAConflict() {
    String document =
        """
        {"name":"two","components":[
          {"name":"web","kind":"WEB","image":"debian-12-nginx","memoryMiB":512},
          {"name":"lb-1","kind":"LOAD_BALANCER","image":"haproxy","memoryMiB":512,
           "loadBalancer":{"virtualIps":[{"port":80,"pool":[{"component":"web","port":80}]}]}},
          {"name":"lb-2","kind":"LOAD_BALANCER","image":"haproxy","memoryMiB":512,
           "loadBalancer":{"virtualIps":[{"port":81,"pool":[{"component":"web","port":80}]}]}}]}""";

    Answer answer = order(API.newOwner(), document);

    answer.isProblem(409, "conflict");
    assertThat(answer.faults()).containsExactly("/components/2/loadBalancer/virtualIps/0/pool/0");
    assertThat(answer.text("/detail")).contains("web:80").contains("lb-1");
  }

  @Test
  void anAddressThatAnotherConfigurationBalancesIsAConflict() {
    String document = Bodies.sample("named").replace("\"auto\"", "\"198.18.2.77\"");
    order(API.newOwner(), document).is(202);
    Client other = API.newClient("memory-2500");

    Answer answer = order(other.http(), document);

    answer.isProblem(409, "conflict");
    assertThat(answer.faults()).containsExactly("/components/0/loadBalancer/virtualIps/0/address");
    assertThat(other.customer().holds().memoryMib()).isZero();
  }

  @Test
  void anAddressThatIsNotTheOperatorsIsNotValid() {
    Answer answer = order(API.newOwner(), Bodies.sample("far").replace("\"auto\"", "\"8.8.8.8\""));

    answer.isProblem(422, "validation");
    assertThat(answer.faults()).containsExactly("/components/0/loadBalancer/virtualIps/0/address");
  }

  @Test
  void moreThanTheCeilingIsRefusedWithWhatIsLeftAndThePlanThatWouldDo() {
    Client client = API.newClient("memory-100");
    order(client.http(), Bodies.web("first", 4096, 10)).is(202);

    Answer answer = order(client.http(), Bodies.web("second", 1025, 10));

    answer.isProblem(409, "over-allotment");
    assertThat(answer.json().get("available").asLong()).isEqualTo(1024);
    assertThat(answer.text("/recommendedPlan")).isEqualTo("memory-400");
    assertThat(answer.faults()).containsExactly("/components/0/memoryMiB");
    assertThat(answer.text("/detail")).contains("1024 MiB").contains("memory-400");
    assertThat(client.customer().holds().memoryMib()).isEqualTo(4096);
    order(client.http(), Bodies.web("second", 1024, 10)).is(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /components/0/vcpus     | "vcpus":9,"diskGiB":10
          /components/0/diskGiB   | "diskGiB":101
          /components/0/addresses | "addresses":[%1$s,%1$s,%1$s,%1$s,%1$s,%1$s]
          """)
  void everyCeilingRefuses(String field, String sizes) {
    String document =
        "{\"name\":\"big\",\"components\":[{\"name\":\"a\",\"kind\":\"WEB\",\"memoryMiB\":512,"
            + "\"image\":\"debian-12-nginx\",%s}]}"
                .formatted(sizes.formatted("{\"visibility\":\"PUBLIC\"}"));

    Answer answer = order(API.newClient("memory-100").http(), document);

    answer.isProblem(409, "over-allotment");
    assertThat(answer.faults()).containsExactly(field);
  }

  @Test
  void aNameInUseIsAConflictAndAnotherAccountsNameIsNot() {
    Http owner = API.newOwner();
    order(owner, Bodies.web("mine", 512, 5)).is(202);

    Answer answer = order(owner, Bodies.web("mine", 512, 5));

    answer.isProblem(409, "conflict");
    assertThat(answer.faults()).containsExactly("/name");
    order(API.newOwner(), Bodies.web("mine", 512, 5)).is(202);
  }

  @Test
  void aRestrictedAccountMayDeleteButNotOrder() {
    Client client = API.newClient("memory-2500");
    Answer before = order(client.http(), Bodies.web("before", 512, 5));
    API.store().accounts().restrict(client.customer().account());

    order(client.http(), Bodies.web("after", 512, 5)).isProblem(403, "account-restricted");
    client
        .http()
        .delete(CONFIGURATIONS + "/" + before.text("/configuration/id"), "If-Match", "\"1\"")
        .is(202);
  }

  @Test
  void pagesThroughListsWithoutGapOrRepeat() {
    Http owner = API.newOwner();
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ordered.add(order(owner, Bodies.web("c-" + i, 256, 5)).text("/configuration/id"));
    }

    assertThat(pages(owner, CONFIGURATIONS, 2)).containsExactlyElementsOf(ordered);
    assertThat(pages(owner, CONFIGURATIONS, 5)).containsExactlyElementsOf(ordered);
    assertThat(pages(owner, "/api/v1/operations", 2)).hasSize(5).doesNotHaveDuplicates();
    assertThat(pages(owner, CONFIGURATIONS + "/" + ordered.get(0) + "/operations", 1)).hasSize(1);
    Answer whole = owner.get(CONFIGURATIONS).is(200);
    assertThat(whole.json().get("next").isNull()).isTrue();
  }

  private static List<String> pages(Http reader, String path, int limit) {
    List<String> seen = new ArrayList<>();
    String after = "";
    do {
      Answer page = reader.get(path + "?limit=" + limit + "&after=" + after).is(200);
      assertThat(page.json().get("items").size()).isBetween(1, limit);
      seen.addAll(page.texts("/items", "/id"));
      after = page.json().get("next").isNull() ? "" : page.text("/next");
    } while (!after.isEmpty());
    return seen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=many",
        "limit=99999999999999999999",
        "limit=1.5",
        "limit=",
        "after=%20",
        "after=%00",
        "after='--",
        "after=%FF"
      })
  void aPageThatCannotBeIsRefusedByName(String query) {
    Http owner = API.newOwner();
    String parameter = query.substring(0, query.indexOf('='));

    for (String list : List.of(CONFIGURATIONS, "/api/v1/operations")) {
      Answer answer = owner.get(list + "?" + query).isProblem(400, "malformed");
      assertThat(answer.faults()).containsExactly(parameter);
    }
  }

  @Test
  void deletingNeedsTheVersionThatWasRead() {
    Http owner = API.newOwner();
    String path =
        CONFIGURATIONS + "/" + order(owner, Bodies.web("gone", 512, 5)).text("/configuration/id");

    owner.delete(path).isProblem(428, "precondition-required");
    owner.delete(path, "If-Match", "\"2\"").isProblem(412, "precondition-failed");
    owner.delete(path, "If-Match", "\"0\"").isProblem(412, "precondition-failed");
    owner.delete(path, "If-Match", "1").isProblem(412, "precondition-failed");
    owner.delete(path, "If-Match", "*").isProblem(412, "precondition-failed");
    owner
        .delete(path, "If-Match", "\"99999999999999999999\"")
        .isProblem(412, "precondition-failed");
    assertThat(owner.get(path).text("/state")).isEqualTo("PROVISIONING");
    Answer accepted = owner.delete(path, "If-Match", "\"1\"").is(202);
    assertThat(accepted.text("/operation/kind")).isEqualTo("DELETE");
    assertThat(accepted.header("Location"))
        .isEqualTo("/api/v1/operations/" + accepted.text("/operation/id"));
    assertThat(accepted.header("ETag")).isNotBlank();
  }

  @Test
  void theETagIsTheVersionAlsoForThoseWhoUnderstandCompression() {
    Http owner = API.newOwner();
    String path =
        CONFIGURATIONS + "/" + order(owner, Bodies.sample("zip")).text("/configuration/id");

    String tag = owner.get(path, "Accept-Encoding", "gzip").header("ETag");

    assertThat(tag).isEqualTo("\"1\"");
    owner.delete(path, "If-Match", tag).is(202);
  }

  @Test
  void theETagIsTheDocumentsAndNotTheStates() {
    Http owner = API.newOwner();
    Answer accepted = order(owner, Bodies.web("steady", 512, 5));
    String path = CONFIGURATIONS + "/" + accepted.text("/configuration/id");

    carryOut(accepted.text("/operation/id"));

    Answer read = owner.get(path);
    assertThat(read.text("/state")).isEqualTo("RUNNING");
    assertThat(read.header("ETag")).isEqualTo(accepted.header("ETag"));
    assertThat(read.json().get("pendingOperation").isNull()).isTrue();
  }

  @Test
  void theETagRisesWhenAnAcceptedChangeIsUndone() {
    Http owner = API.newOwner();
    Answer accepted = order(owner, Bodies.web("undone", 512, 5));

    owner.post("/api/v1/operations/" + accepted.text("/operation/id") + "/cancel", "{}").is(202);

    Answer read = owner.get(CONFIGURATIONS + "/" + accepted.text("/configuration/id"));
    assertThat(read.text("/state")).isEqualTo("FAILED");
    assertThat(read.header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void aDeletedConfigurationIsReadButNotListedAndItsNameIsFree() {
    Http owner = API.newOwner();
    Answer ordered = order(owner, Bodies.web("brief", 512, 5));
    String path = CONFIGURATIONS + "/" + ordered.text("/configuration/id");
    carryOut(ordered.text("/operation/id"));
    Answer deletion = owner.delete(path, "If-Match", ordered.header("ETag")).is(202);
    Answer again = owner.delete(path, "If-Match", ordered.header("ETag")).is(202);
    assertThat(again.text("/operation/id")).isEqualTo(deletion.text("/operation/id"));

    carryOut(deletion.text("/operation/id"));

    assertThat(owner.get(path).is(200).text("/state")).isEqualTo("DELETED");
    assertThat(owner.get(path).json().get("deletedAt").asText()).endsWith("Z");
    assertThat(owner.get(CONFIGURATIONS).texts("/items", "/id")).isEmpty();
    owner.delete(path, "If-Match", ordered.header("ETag")).isProblem(409, "conflict");
    order(owner, Bodies.web("brief", 512, 5)).is(202);
  }

  @Test
  void aDeletionCancelsWhatIsQueued() {
    Http owner = API.newOwner();
    Answer ordered = order(owner, Bodies.web("never", 512, 5));

    owner
        .delete(CONFIGURATIONS + "/" + ordered.text("/configuration/id"), "If-Match", "\"1\"")
        .is(202);

    Answer provision = owner.get("/api/v1/operations/" + ordered.text("/operation/id"));
    assertThat(provision.text("/state")).isEqualTo("CANCELLED");
    assertThat(provision.text("/error/type")).isEqualTo("/problems/conflict");
    assertThat(provision.json().get("progress").asDouble()).isEqualTo(1);
  }
}
