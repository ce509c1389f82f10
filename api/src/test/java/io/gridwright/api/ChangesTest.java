package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.operation.Begun;
import io.gridwright.workflows.configuration.Preview;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changing configurations, and asking what that would do. */
class ChangesTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String CONFIGURATIONS = "/api/v1/configurations";
  private static final String IF_MATCH = "If-Match";

  @Test
  void whatWasReadMayBeSentBackAsItIs() {
    Http owner = API.newOwner();
    Answer read = running(owner, Bodies.sample("same"));

    Answer accepted = put(owner, read, read.json().toString()).is(202);

    assertThat(accepted.text("/operation/kind")).isEqualTo("RECONFIGURE");
    assertThat(accepted.header("Location"))
        .isEqualTo("/api/v1/operations/" + accepted.text("/operation/id"));
    assertThat(accepted.header("ETag")).isEqualTo("\"2\"");
    assertThat(accepted.json().at("/configuration/components"))
        .isEqualTo(read.json().at("/components"));
    assertThat(accepted.json().at("/configuration/links")).isEqualTo(read.json().at("/links"));
  }

  @Test
  void aPercentageThatWasReadIsStillOne() {
    Http owner = API.newOwner();
    Answer read =
        running(
            owner,
            """
            {"name":"percent","components":[
              {"name":"a","kind":"WEB","image":"debian-12-nginx","memoryPercent":10}]}""");

    JsonNode component =
        put(owner, read, read.json().toString()).is(202).json().at("/configuration/components/0");

    assertThat(component.at("/memoryPercent").asInt()).isEqualTo(10);
    assertThat(component.at("/memoryMiB")).isEqualTo(read.json().at("/components/0/memoryMiB"));
  }

  @Test
  void changesAreDecidedOnTheVersionThatWasRead() {
    Http owner = API.newOwner();
    Answer read = running(owner, Bodies.web("versions", 512, 5));
    String path = CONFIGURATIONS + "/" + read.text("/id");

    owner.send("PUT", path, read.json().toString()).isProblem(428, "precondition-required");
    put(owner, read, sized(read, 1024)).is(202);
    put(owner, read, sized(read, 2048)).isProblem(412, "precondition-failed");
    assertThat(owner.get(path).json().at("/components/0/memoryMiB").asInt()).isEqualTo(1024);
  }

  @Test
  void othersConfigurationsAreAbsentAndDeletedOnesStay() {
    Http owner = API.newOwner();
    Answer read = running(owner, Bodies.web("mine", 512, 5));
    String path = CONFIGURATIONS + "/" + read.text("/id");

    put(API.newOwner(), read, sized(read, 1024)).isProblem(404, "not-found");
    API.newOwner().post(path + "/preview", read.json().toString()).isProblem(404, "not-found");
    owner.delete(path, IF_MATCH, "\"1\"").is(202);
    put(owner, read, sized(read, 1024)).isProblem(409, "conflict");
  }

  @Test
  void tellsWhatCannotBeChangedWithItsField() {
    Http owner = API.newOwner();
    Answer read = running(owner, Bodies.sample("faulty"));
    ObjectNode smaller = read.json().deepCopy();
    ((ObjectNode) smaller.at("/components/3")).put("diskGiB", 5);
    ObjectNode stranger = read.json().deepCopy();
    ((ObjectNode) stranger.at("/components/1")).put("id", "somebody");
    ObjectNode misspelt = read.json().deepCopy();
    misspelt.put("nmae", "x");

    assertThat(put(owner, read, smaller.toString()).isProblem(422, "validation").faults())
        .containsExactly("/components/3/diskGiB");
    assertThat(put(owner, read, stranger.toString()).isProblem(422, "validation").faults())
        .containsExactly("/components/1/id");
    put(owner, read, misspelt.toString()).isProblem(400, "malformed");
    put(owner, read, "[]").isProblem(400, "malformed");
    put(owner, read, "null").isProblem(400, "malformed");
  }

  @Test
  void previewTellsWhatBecomesOfEachComponentAndPlacesOnlyWhatIsBuilt() throws Exception {
    Http owner = API.newOwner();
    Answer read = running(owner, Bodies.sample("foreseen"));
    ObjectNode desired = read.json().deepCopy();
    ArrayNode components = (ArrayNode) desired.get("components");
    ((ObjectNode) components.get(1)).put("memoryMiB", 2048);
    components.remove(2);
    ((ArrayNode) desired.at("/components/0/loadBalancer/virtualIps/0/pool")).remove(1);
    ((ArrayNode) desired.get("links")).remove(1);
    AtomicReference<List<String>> built = new AtomicReference<>(List.of());

    Answer preview;
    try (AutoCloseable ignored =
        API.answering(
            (account, standing, document) -> {
              assertThat(standing.orElseThrow().value()).isEqualTo(read.text("/id"));
              built.set(document.components().stream().map(c -> c.name()).toList());
              return new Preview(true, true, 0, List.of(), List.of(), List.of());
            })) {
      preview =
          owner
              .post(CONFIGURATIONS + "/" + read.text("/id") + "/preview", desired.toString())
              .is(200);
    }

    assertThat(built.get()).containsExactly("web-1");
    assertThat(preview.texts("/changes", "/component"))
        .containsExactly("lb", "web-1", "db", "web-2");
    assertThat(preview.texts("/changes", "/how")).containsExactly("LIVE", "SWAP", "LIVE", "REMOVE");
    assertThat(preview.texts("/changes", "/interruption")).containsOnly("NONE");
    assertThat(preview.texts("/changes", "/why").get(1)).contains("memoryMiB 1024 to 2048");
    assertThat(owner.get(CONFIGURATIONS + "/" + read.text("/id")).header("ETag"))
        .isEqualTo("\"1\"");
  }

  private static Answer running(Http owner, String document) {
    Answer accepted = owner.post(CONFIGURATIONS, document).is(202);
    OperationId id = new OperationId(accepted.text("/operation/id"));
    Begun begun = API.store().operations().begin(id, "run-" + id.value());
    API.store().operations().succeed(id, begun.epoch());
    return owner.get(CONFIGURATIONS + "/" + accepted.text("/configuration/id")).is(200);
  }

  private static Answer put(Http customer, Answer read, String document) {
    return customer.send(
        "PUT", CONFIGURATIONS + "/" + read.text("/id"), document, IF_MATCH, read.header("ETag"));
  }

  private static String sized(Answer read, int memoryMib) {
    ObjectNode desired = read.json().deepCopy();
    ((ObjectNode) desired.at("/components/0")).put("memoryMiB", memoryMib);
    return desired.toString();
  }
}
