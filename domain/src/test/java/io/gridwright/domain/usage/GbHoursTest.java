package io.gridwright.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.billing.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GbHoursTest {
  private static final Currency USD = Currency.getInstance("USD");

  @ParameterizedTest(name = "{0} MiB for {1} s")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          MIB  | SECONDS | SHOWN
          1024 | 3600    | 1.000
          1024 | 2592000 | 720.000
          4608 | 3600    | 4.500
          0    | 3600    | 0.000
          1024 | 90      | 0.025
          128  | 14      | 0.000
          128  | 15      | 0.001
          1536 | 3       | 0.001
          1024 | 9       | 0.002
          1024 | 5       | 0.001
          """)
  void areShownWithThreeDecimalsHalfEven(long mib, long seconds, String shown) {
    assertThat(MemoryMibSeconds.held(mib, seconds).gbHours().display()).isEqualTo(shown);
  }

  @Test
  void showAChangeAtMinute59() {
    MemoryMibSeconds hour =
        MemoryMibSeconds.held(1024, 59 * 60).plus(MemoryMibSeconds.held(2048, 60));

    assertThat(hour.value()).isEqualTo(3_747_840);
    assertThat(hour.gbHours().display()).isEqualTo("1.017");
  }

  @ParameterizedTest(name = "{0} MiB for {1} s at {2}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          MIB  | SECONDS | RATE | CHARGE
          1024 | 90      | 1.00 | 0.02
          1024 | 54      | 1.00 | 0.02
          1024 | 18      | 1.00 | 0.00
          1024 | 19      | 1.00 | 0.01
          333  | 86400   | 0.90 | 7.02
          1024 | 216000  | 1.00 | 60.00
          1024 | 36000   | 1.00 | 10.00
          """)
  void areChargedOnceRoundedHalfEven(long mib, long seconds, String rate, String charge) {
    assertThat(
            MemoryMibSeconds.held(mib, seconds)
                .gbHours()
                .chargedAt(new Rate(new BigDecimal(rate), USD))
                .amount())
        .isEqualTo(charge);
  }
}
