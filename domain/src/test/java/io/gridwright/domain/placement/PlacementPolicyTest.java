package io.gridwright.domain.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.operation.FieldError;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementPolicyTest {
  private static final PlacementPolicy PUBLISHED = PlacementPolicy.PUBLISHED;

  @Test
  void hasThePublishedDefaults() {
    String defaults =
        PUBLISHED.factors().entrySet().stream()
            .map(
                f ->
                    "%s %s %s %d"
                        .formatted(
                            f.getKey(),
                            f.getValue().mode(),
                            f.getValue().weight().toPlainString(),
                            f.getValue().limit()))
            .collect(Collectors.joining("\n"));

    assertThat(defaults)
        .isEqualTo(
            """
            access SCORE 0.25 800
            coLocation SCORE 100 0
            dataSpread RULE 1.5 0
            dedicated RULE 1.5 0
            distinct RULE 1.5 0
            groups RULE 1.5 0
            isolation RULE 1.5 0
            licence SCORE 2 0
            mix SCORE 0.5 2
            moves SCORE 1 0
            racks RULE 1.5 0
            traffic SCORE 0.5 800
            utilisation SCORE 1 900""");
    assertThat(PUBLISHED.mode()).isEqualTo(PlacementPolicy.Mode.SPREAD);
    assertThat(PUBLISHED.emptyNodesIsolate()).isTrue();
    assertThat(PUBLISHED.faults()).isEmpty();
  }

  @Test
  void staysSoundWithAnyOneFactorInAnyForm() {
    for (String factor : PUBLISHED.factors().keySet()) {
      for (FactorMode mode : FactorMode.values()) {
        assertThat(PUBLISHED.with(factor, mode).faults()).as("%s %s", factor, mode).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, /factors/mix/weight",
    "1000.5, /factors/mix/weight",
    "9, /factors/coLocation/weight"
  })
  void refusesWeightsOutOfRangeAndThoseThatBreakDominance(BigDecimal weight, String field) {
    FactorSetting setting = new FactorSetting(FactorMode.SCORE, weight, 2);

    assertThat(PUBLISHED.with("mix", setting).faults())
        .extracting(FieldError::field)
        .containsExactly(field);
  }

  @Test
  void saysHowToMendDominance() {
    FactorSetting weak = new FactorSetting(FactorMode.SCORE, BigDecimal.ONE, 0);

    assertThat(PUBLISHED.with("coLocation", weak).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("raise it above 63"));
    assertThat(PUBLISHED.with("coLocation", weak.in(FactorMode.RULE)).faults()).isEmpty();
  }

  @Test
  void namesTheHeaviestWhereNoWeightOfSharingWouldBeEnough() {
    var heavy = new FactorSetting(FactorMode.SCORE, new BigDecimal("1000"), 900);

    assertThat(PUBLISHED.with("utilisation", heavy).faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.field()).isEqualTo("/factors/utilisation/weight");
              assertThat(fault.message()).contains("less than 4.083");
            });
    var mended = new FactorSetting(FactorMode.SCORE, new BigDecimal("4.083"), 900);
    assertThat(PUBLISHED.with("utilisation", mended).faults()).isEmpty();
  }

  @Test
  void aWishForRacksMayNotOutweighSharingEither() {
    var racks = new FactorSetting(FactorMode.SCORE, new BigDecimal("101"), 0);

    assertThat(PUBLISHED.with("racks", racks).faults())
        .extracting(FieldError::field)
        .containsExactly("/factors/racks/weight");
  }

  @ParameterizedTest
  @CsvSource({"RULE, 0, 1", "RULE, 1, 0", "RULE, 1000, 0", "RULE, 1001, 1", "SCORE, 0, 0"})
  void limitsOfSharesAreThousandths(FactorMode mode, int limit, int faults) {
    assertThat(
            PUBLISHED.with("utilisation", new FactorSetting(mode, BigDecimal.ONE, limit)).faults())
        .hasSize(faults);
  }

  @Test
  void refusesUnknownFactorsAndKindsInTwoGroups() {
    var groups =
        Map.of("a", Set.of(ComponentKind.WEB), "b", Set.of(ComponentKind.WEB, ComponentKind.APP));

    assertThat(PUBLISHED.withGroups(groups).faults())
        .extracting(FieldError::field)
        .containsExactly("/groups/b");
    assertThat(PUBLISHED.with("luck", PUBLISHED.of("mix")).faults())
        .extracting(FieldError::field)
        .containsExactly("/factors/luck");
  }

  @Test
  void costsValueTimesWeight() {
    assertThat(PUBLISHED.of("licence").cost(1000)).isEqualTo(2000);
    assertThat(PUBLISHED.of("access").cost(10)).isEqualTo(2);
    assertThat(new FactorSetting(FactorMode.SCORE, new BigDecimal("0.12345"), 0).weight())
        .isEqualTo(new BigDecimal("0.123"));
  }
}
