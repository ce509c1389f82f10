package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.store.IdSource;
import io.gridwright.store.account.NewUser;
import io.gridwright.store.account.Role;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of one account is visible to another; roles may do what they are granted. */
class TenancyTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static Client ann;
  private static Http bob;
  private static Answer ordered;

  @BeforeAll
  static void annOrdersAndBobLooks() {
    ann = API.newClient("memory-2500");
    bob = API.newOwner();
    ordered = ann.http().post("/api/v1/configurations", Bodies.sample("anns")).is(202);
  }

  private static String filled(String path) {
    return "/api/v1"
        + path.replace("{configuration}", ordered.text("/configuration/id"))
            .replace("{operation}", ordered.text("/operation/id"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /configurations/{configuration}",
    "DELETE, /configurations/{configuration}",
    "GET,    /configurations/{configuration}/operations",
    "GET,    /configurations/{configuration}/events",
    "GET,    /operations/{operation}",
    "POST,   /operations/{operation}/cancel",
    "PUT,    /configurations/{configuration}/load-balancers/lb/virtual-ips/80",
    "PUT,    /configurations/{configuration}",
    "POST,   /configurations/{configuration}/preview",
    "PUT,    /configurations/{configuration}/load-balancers/lb/virtual-ips/80/pool/web-1/80",
    "POST,   /configurations/{configuration}/power"
  })
  void whatBelongsToOthersIsNotThere(String method, String path) {
    Answer others = bob.send(method, filled(path), (String) null, "If-Match", "\"1\"");
    Answer nobodys =
        bob.send(
            method,
            path.replaceFirst("^", "/api/v1").replaceAll("\\{.*}", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            (String) null,
            "If-Match",
            "\"1\"");

    others.isProblem(404, "not-found");
    assertThat(others.text("/detail")).isEqualTo(nobodys.text("/detail"));
    assertThat(ann.http().get(filled("/operations/{operation}")).text("/state"))
        .isEqualTo("QUEUED");
  }

  @Test
  void listsHoldNothingOfOthers() {
    assertThat(bob.get("/api/v1/configurations").texts("/items", "/id")).isEmpty();
    assertThat(bob.get("/api/v1/operations").texts("/items", "/id")).isEmpty();
    assertThat(bob.get("/api/v1/account").text("/id"))
        .isNotEqualTo(ann.customer().account().value());
  }

  @Test
  void anOthersIdAsCursorTellsNothing() {
    Answer page = bob.get("/api/v1/configurations?after=" + ordered.text("/configuration/id"));

    assertThat(page.is(200).texts("/items", "/id")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/grid/nodes",
        "/grid/placements",
        "/grid/orphans",
        "/grid/policy",
        "/grid/notices"
      })
  void theGridIsTheOperatorsAlone(String path) {
    ann.http().get("/api/v1" + path).isProblem(403, "forbidden");
    API.anybody().get("/api/v1" + path).isProblem(401, "unauthenticated");
    API.operator().get("/api/v1" + path).is(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /account",
    "PATCH,  /account",
    "GET,    /configurations",
    "POST,   /configurations",
    "POST,   /configurations/preview",
    "GET,    /configurations/{configuration}",
    "DELETE, /configurations/{configuration}",
    "GET,    /configurations/{configuration}/events",
    "GET,    /configurations/{configuration}/operations",
    "GET,    /operations",
    "GET,    /operations/{operation}",
    "POST,   /configurations/{configuration}/power",
    "POST,   /operations/{operation}/cancel",
    "PUT,    /configurations/{configuration}/load-balancers/lb/virtual-ips/80",
    "PUT,    /configurations/{configuration}/load-balancers/lb/virtual-ips/80/pool/web-1/80",
    "DELETE, /sessions/current",
    "GET,    /grid/nodes",
    "GET,    /grid/notices",
    "POST,   /grid/nodes/pve1/fenced"
  })
  void nothingIsToldToThoseWhoAreNotLoggedOn(String method, String path) {
    String body = method.equals("GET") || method.equals("DELETE") ? null : "{}";

    for (Http stranger : new Http[] {API.anybody(), API.anybody().as("no-such-token")}) {
      Answer answer = stranger.send(method, filled(path), body);

      answer.isProblem(401, "unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void anEmployeeWatchesAndChangesNothing() {
    NewUser employee =
        new NewUser(
            IdSource.ulids().next(), "$argon2id$test", "Eve", "eve@example.com", Role.EMPLOYEE);
    Http eve =
        API.logOn(API.store().users().add(Optional.of(ann.customer().account()), employee).id());

    eve.get(filled("/configurations/{configuration}")).is(200);
    eve.get(filled("/operations/{operation}")).is(200);
    eve.get("/api/v1/account").is(200);
    eve.post("/api/v1/configurations", Bodies.web("eves", 256, 5)).isProblem(403, "forbidden");
    eve.delete(filled("/configurations/{configuration}"), "If-Match", "\"1\"")
        .isProblem(403, "forbidden");
    eve.post(filled("/operations/{operation}/cancel"), "{}").isProblem(403, "forbidden");
    eve.send(
            "PUT",
            filled("/configurations/{configuration}/load-balancers/lb/virtual-ips/80"),
            "{\"paused\":true}")
        .isProblem(403, "forbidden");
    eve.send("PUT", filled("/configurations/{configuration}"), "{}", "If-Match", "\"1\"")
        .isProblem(403, "forbidden");
    eve.post(filled("/configurations/{configuration}/power"), "{\"action\":\"STOP\"}")
        .isProblem(403, "forbidden");
    eve.patch("/api/v1/account", "{\"name\":\"Eve\"}").isProblem(403, "forbidden");
  }

  @Test
  void anOperatorSeesOperationsAndOwnsNothing() {
    Http operator = API.operator();

    Answer operation = operator.get(filled("/operations/{operation}")).is(200);
    assertThat(operation.text("/configurationId")).isEqualTo(ordered.text("/configuration/id"));
    operator.get(filled("/configurations/{configuration}/operations")).is(200);
    operator.get("/api/v1/operations?limit=1").is(200);
    operator.get("/api/v1/account").isProblem(403, "forbidden");
    operator.post("/api/v1/configurations", Bodies.web("his", 256, 5)).isProblem(403, "forbidden");
    operator.post(filled("/operations/{operation}/cancel"), "{}").isProblem(403, "forbidden");
  }
}
