package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.workflows.configuration.Preview;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an order would get; the scheduler's answers are given, the ceiling is the ledger's. */
class PreviewTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String PREVIEW = "/api/v1/configurations/preview";

  private static Preview fitting() {
    return new Preview(
        true,
        true,
        0,
        List.of(new Preview.Placed("web-1", 0, Map.of("utilisation", 3L), 1, 6, 4)),
        List.of(),
        List.of());
  }

  @Test
  void tellsThatItFitsWhereAndForHowMuch() throws Exception {
    Client client = API.newClient("memory-400");
    try (AutoCloseable ignored = API.answering((account, standing, document) -> fitting())) {
      Answer answer = client.http().post(PREVIEW, Bodies.web("maybe", 1024, 10)).is(200);

      assertThat(answer.json().get("fits").asBoolean()).isTrue();
      assertThat(answer.json().get("placement").toString())
          .isEqualTo(
              """
              [{"component":"web-1","ordinal":0,"score":{"utilisation":3},\
              "rank":1,"candidates":6,"margin":4}]""");
      assertThat(answer.json().get("price").toString())
          .isEqualTo("{\"amount\":\"99.99\",\"currency\":\"USD\"}");
      assertThat(answer.json().get("reasons")).isEmpty();
    }
    assertThat(client.customer().holds().memoryMib()).isZero();
    assertThat(client.http().get("/api/v1/configurations").texts("/items", "/id")).isEmpty();
  }

  @Test
  void tellsTheReasonsOfTheGridByComponent() throws Exception {
    Preview full =
        new Preview(
            false,
            true,
            0,
            List.of(),
            List.of(
                new io.gridwright.domain.operation.Reason("web-1", "memory", 6, "512 MiB short")),
            List.of(
                new io.gridwright.domain.operation.Suggestion(
                    "Ask for 512 MiB less.",
                    Map.of("components", List.of(Map.of("name", "web-1", "memoryMiB", 512))))));
    try (AutoCloseable ignored = API.answering((account, standing, document) -> full)) {
      Answer answer = API.newOwner().post(PREVIEW, Bodies.web("much", 1024, 10)).is(200);

      assertThat(answer.json().get("fits").asBoolean()).isFalse();
      assertThat(answer.json().get("reasons").toString())
          .isEqualTo(
              """
              [{"component":"web-1","rule":"memory","nodes":6,"nearest":"512 MiB short"}]""");
      assertThat(answer.text("/suggestions/0/text")).isEqualTo("Ask for 512 MiB less.");
      assertThat(answer.json().at("/suggestions/0/change/components/0/memoryMiB").asInt())
          .isEqualTo(512);
    }
  }

  @Test
  void whatPassesTheCeilingDoesNotFitAndThePlanThatWouldDoIsPriced() throws Exception {
    try (AutoCloseable ignored = API.answering((account, standing, document) -> fitting())) {
      Answer answer =
          API.newClient("memory-100").http().post(PREVIEW, Bodies.web("big", 6_000, 10)).is(200);

      assertThat(answer.json().get("fits").asBoolean()).isFalse();
      assertThat(answer.text("/recommendedPlan")).isEqualTo("memory-400");
      assertThat(answer.text("/price/amount")).isEqualTo("99.99");
      assertThat(answer.text("/reasons/0/rule")).isEqualTo("over-allotment");
    }
  }

  @Test
  void whatOthersUseIsToldThoughTheGridHasRoom() throws Exception {
    try (AutoCloseable ignored = API.answering((account, standing, document) -> fitting())) {
      Http owner = API.newOwner();
      owner.post("/api/v1/configurations", Bodies.web("taken", 256, 5)).is(202);

      Answer answer = owner.post(PREVIEW, Bodies.web("taken", 256, 5)).is(200);

      assertThat(answer.json().get("fits").asBoolean()).isFalse();
      assertThat(answer.text("/reasons/0/rule")).isEqualTo("conflict");
      assertThat(answer.text("/reasons/0/nearest")).contains("taken");
      assertThat(owner.get("/api/v1/configurations").texts("/items", "/id")).hasSize(1);
      assertThat(owner.get("/api/v1/operations").texts("/items", "/id")).hasSize(1);
      String elsewhere = Bodies.sample("elsewhere").replace("\"auto\"", "\"1.2.3.4\"");
      owner.post(PREVIEW, elsewhere).isProblem(422, "validation");
    }
  }

  @Test
  void isRefusedForAWhileWhenTheEngineIsAwayAndOrderingIsNot() {
    Http owner = API.newOwner();

    Answer answer = owner.post(PREVIEW, Bodies.web("later", 256, 5));

    answer.isProblem(503, "unavailable");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    owner.post("/api/v1/configurations", Bodies.web("later", 256, 5)).is(202);
  }

  @Test
  void aFaultyOrderIsToldBeforeTheSchedulerIsAsked() {
    API.newOwner().post(PREVIEW, Bodies.web("Not A Label", 256, 5)).isProblem(422, "validation");
  }

  @Test
  void aKeyStandsForOneBody() throws Exception {
    Http owner = API.newOwner();
    try (AutoCloseable ignored = API.answering((account, standing, document) -> fitting())) {
      owner.post(PREVIEW, Bodies.web("one", 256, 5), "Idempotency-Key", "p").is(200);
      owner.post(PREVIEW, Bodies.web("one", 256, 5), "Idempotency-Key", "p").is(200);
      owner
          .post(PREVIEW, Bodies.web("two", 256, 5), "Idempotency-Key", "p")
          .isProblem(422, "idempotency-key-reused");
    }
  }
}
