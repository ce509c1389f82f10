package io.gridwright.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.billing.FirstCatalogue;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.grid.ReserveResult;
import io.gridwright.store.testing.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainJsonTest {

  private record Mixed(
      OperationId id,
      Epoch epoch,
      Map<NodeName, Vmid> vmids,
      Money price,
      Instant at,
      Duration every,
      Optional<String> note) {}

  @Test
  void writesSingleValuesMoneyAndTimesAsPeopleWriteThem() {
    Mixed mixed =
        new Mixed(
            new OperationId("op-1"),
            new Epoch(3),
            Map.of(new NodeName("pve1"), new Vmid(10_001)),
            Money.parse("60.00", Currency.getInstance("USD")),
            Instant.parse("2026-11-22T10:00:00Z"),
            Duration.ofMinutes(20),
            Optional.empty());

    String json = DomainJson.write(mixed);

    assertThat(json)
        .isEqualTo(
            """
            {"id":"op-1","epoch":3,"vmids":{"pve1":10001},\
            "price":{"amount":"60.00","currency":"USD"},"at":"2026-11-22T10:00:00Z",\
            "every":"PT20M","note":null}""");
    assertThat(DomainJson.read(json, Mixed.class)).isEqualTo(mixed);
  }

  @Test
  void readsBackWhatItWroteOfDocumentsPlansAndProblems() {
    ConfigurationDocument document = Documents.sample("shop");
    PlanCatalogue plans = FirstCatalogue.plans();
    Problem problem = Problem.of("over-allotment", "Less.").withAvailable(10, Optional.of("p"));

    assertThat(DomainJson.read(DomainJson.write(document), ConfigurationDocument.class))
        .isEqualTo(document);
    assertThat(DomainJson.read(DomainJson.write(plans), PlanCatalogue.class)).isEqualTo(plans);
    assertThat(DomainJson.read(DomainJson.write(problem), Problem.class)).isEqualTo(problem);
  }

  @Test
  void namesTheCaseOfASealedType() {
    ReserveResult conflict = new ReserveResult.Conflict(new NodeName("pve1"));
    ReserveResult reserved = new ReserveResult.Reserved(List.of());

    assertThat(DomainJson.write(conflict)).isEqualTo("{\"type\":\"Conflict\",\"node\":\"pve1\"}");
    assertThat(DomainJson.read(DomainJson.write(conflict), ReserveResult.class))
        .isEqualTo(conflict);
    assertThat(DomainJson.read(DomainJson.write(reserved), ReserveResult.class))
        .isEqualTo(reserved);
  }

  @Test
  void ignoresWhatANewerVersionAdded() {
    assertThat(DomainJson.read("{\"amount\":\"1.00\",\"currency\":\"USD\",\"new\":1}", Money.class))
        .isEqualTo(Money.parse("1.00", Currency.getInstance("USD")));
    assertThat(
            DomainJson.read(
                "{\"from\":\"a\",\"to\":\"b\",\"port\":1,\"new\":{}}",
                io.gridwright.domain.configuration.Link.class))
        .isEqualTo(new io.gridwright.domain.configuration.Link("a", "b", 1));
  }
}
