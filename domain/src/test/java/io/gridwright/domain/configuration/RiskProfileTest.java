package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskProfileTest {

  /** F79: blog, spam; sensitive data, hacking; financial, fraud. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOW LOW LOW       |                               | LOW LOW LOW          | false
          MEDIUM MEDIUM LOW |                               | MEDIUM MEDIUM LOW    | false
          LOW LOW HIGH      |                               | LOW LOW HIGH         | true
          LOW LOW LOW       | BLOG                          | MEDIUM LOW LOW       | false
          LOW LOW LOW       | SENSITIVE_DATA                | LOW MEDIUM LOW       | false
          LOW LOW LOW       | FINANCIAL                     | LOW LOW MEDIUM       | false
          LOW LOW LOW       | BLOG SENSITIVE_DATA FINANCIAL | MEDIUM MEDIUM MEDIUM | false
          MEDIUM LOW LOW    | BLOG                          | HIGH LOW LOW         | true
          LOW MEDIUM LOW    | SENSITIVE_DATA                | LOW HIGH LOW         | true
          LOW LOW MEDIUM    | FINANCIAL                     | LOW LOW HIGH         | true
          LOW MEDIUM LOW    | BLOG                          | MEDIUM MEDIUM LOW    | false
          HIGH LOW LOW      | BLOG                          | HIGH LOW LOW         | true
          """)
  void aPurposeRaisesItsKindOfRiskByOneLevel(
      String stated, String purposes, String effective, boolean risky) {
    List<String> purpose = purposes == null ? List.of() : List.of(purposes.split(" "));

    RiskProfile raised = profile(stated).raisedBy(purpose);

    assertThat(raised).isEqualTo(profile(effective));
    assertThat(raised.risky()).isEqualTo(risky);
  }

  private static RiskProfile profile(String levels) {
    List<RiskLevel> three = Arrays.stream(levels.split(" ")).map(RiskLevel::valueOf).toList();
    return new RiskProfile(three.get(0), three.get(1), three.get(2));
  }
}
