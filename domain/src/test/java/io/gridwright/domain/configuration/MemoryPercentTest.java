package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.configuration.ValidationResult.Faulty;
import io.gridwright.domain.configuration.ValidationResult.Valid;
import io.gridwright.domain.operation.FieldError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F29: memory as a percentage of the plan or of a tier. */
final class MemoryPercentTest {

  @ParameterizedTest(name = "{0} % {1} of plan {2}, tier {3} is {4}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          PERCENT | OF   | PLAN MIB | TIER MIB | MIB
          10      | PLAN | 40960    |          | 4096
          10      |      | 40960    |          | 4096
          10      | TIER | 1024     | 40960    | 4096
          33      | PLAN | 10240    |          | 3379
          1       | PLAN | 12800    |          | 128
          100     | PLAN | 40960    |          | 40960
          10      | PLAN | 102400   |          | 10240
          """)
  void isFlooredToWholeMib(int percent, String of, long plan, Long tier, long mib) {
    ValidationResult result = validated(percent, of, plan, tier);

    assertThat(result).isInstanceOf(Valid.class);
    Component web = ((Valid) result).document().component("web-2").orElseThrow();
    assertThat(web.memoryMib()).isEqualTo(mib);
    assertThat(web.memoryPercent().orElseThrow().percent()).isEqualTo(percent);
  }

  @ParameterizedTest(name = "{0} % {1} of plan {2}, tier {3}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          PERCENT | OF   | PLAN MIB | TIER MIB | FIELD           | WORDS
          0       | PLAN | 40960    |          | memoryPercent   | 1 to 100
          101     | PLAN | 40960    |          | memoryPercent   | 1 to 100
          10      | TIER | 40960    |          | memoryPercentOf | tiers.WEB.memoryMiB
          10      | ALL  | 40960    |          | memoryPercentOf | PLAN, TIER
          1       | PLAN | 12799    |          | memoryPercent   | is 127 MiB
          """)
  void isRefusedWithItsReason(
      int percent, String of, long plan, Long tier, String field, String words) {
    ValidationResult result = validated(percent, of, plan, tier);

    assertThat(result).isInstanceOf(Faulty.class);
    assertThat(((Faulty) result).errors())
        .singleElement()
        .returns("/components/2/" + field, FieldError::field)
        .extracting(FieldError::message)
        .asString()
        .contains(words);
  }

  private static ValidationResult validated(int percent, String of, long plan, Long tier) {
    JsonNode sample = Drafts.sampleWith("/components/2/memoryMiB", "");
    Drafts.set(sample, "/components/2/memoryPercent", String.valueOf(percent));
    if (of != null) {
      Drafts.set(sample, "/components/2/memoryPercentOf", "\"" + of + "\"");
    }
    if (tier != null) {
      Drafts.set(sample, "/tiers", "{\"WEB\":{\"memoryMiB\":%d}}".formatted(tier));
    }
    ValidationContext context =
        ValidationContext.ofNew(Drafts.CATALOGUE, new Ceiling(plan, 64, 4000, 40));
    return new ConfigurationValidation(context).validate(Drafts.draft(sample));
  }
}
