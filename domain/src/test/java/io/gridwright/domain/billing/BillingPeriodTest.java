package io.gridwright.domain.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D3, D11. */
final class BillingPeriodTest {

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          SIGN-UP              | ZONE             | START                | END                  | HOURS
          2026-11-01T00:00:00Z | UTC              | 2026-11-01T00:00:00Z | 2026-12-01T00:00:00Z | 720
          2026-11-15T13:14:15Z | UTC              | 2026-11-15T00:00:00Z | 2026-12-15T00:00:00Z | 720
          2026-11-30T23:30:00Z | Europe/Berlin    | 2026-11-30T23:00:00Z | 2026-12-31T23:00:00Z | 744
          2026-10-01T10:00:00Z | Europe/Berlin    | 2026-09-30T22:00:00Z | 2026-10-31T23:00:00Z | 745
          2027-03-01T10:00:00Z | Europe/Berlin    | 2027-02-28T23:00:00Z | 2027-03-31T22:00:00Z | 743
          2027-02-01T00:00:00Z | UTC              | 2027-02-01T00:00:00Z | 2027-03-01T00:00:00Z | 672
          2027-01-31T00:00:00Z | UTC              | 2027-01-31T00:00:00Z | 2027-02-28T00:00:00Z | 672
          2028-01-30T00:00:00Z | UTC              | 2028-01-30T00:00:00Z | 2028-02-29T00:00:00Z | 720
          2026-11-09T18:29:59Z | Asia/Kolkata     | 2026-11-08T18:30:00Z | 2026-12-08T18:30:00Z | 720
          2026-11-09T18:30:00Z | Asia/Kolkata     | 2026-11-09T18:30:00Z | 2026-12-09T18:30:00Z | 720
          """)
  void beginsAtTheLocalMidnightOfTheSignUp(
      Instant signUp, ZoneId zone, Instant start, Instant end, long hours) {
    BillingPeriod first = BillingPeriod.ofSignUp(signUp, zone);

    assertThat(first.start()).isEqualTo(start);
    assertThat(first.end()).isEqualTo(end);
    assertThat(first.length().toHours()).isEqualTo(hours);
    assertThat(BillingPeriod.containing(signUp, first.anchorDay(), zone)).isEqualTo(first);
  }

  @ParameterizedTest(name = "day {0}, after {2} periods")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          ANCHOR | FIRST      | PERIODS | FIRST DAY
          31     | 2027-01-31 | 1       | 2027-02-28
          31     | 2027-01-31 | 2       | 2027-03-31
          31     | 2027-01-31 | 3       | 2027-04-30
          29     | 2027-01-29 | 1       | 2027-02-28
          29     | 2027-01-29 | 2       | 2027-03-29
          29     | 2028-01-29 | 1       | 2028-02-29
          28     | 2027-01-28 | 1       | 2027-02-28
          1      | 2026-12-01 | 1       | 2027-01-01
          """)
  void clampsToShortMonthsAndComesBack(
      int anchor, LocalDate first, int periods, LocalDate expected) {
    ZoneId zone = ZoneId.of("UTC");
    BillingPeriod period = BillingPeriod.ofSignUp(first.atStartOfDay(zone).toInstant(), zone);
    for (int i = 0; i < periods; i++) {
      BillingPeriod next = period.next();
      assertThat(next.firstDay()).isEqualTo(period.endDay());
      period = next;
    }

    assertThat(period.firstDay()).isEqualTo(expected);
    assertThat(BillingPeriod.containing(period.start(), anchor, zone)).isEqualTo(period);
    assertThat(BillingPeriod.containing(period.end().minusNanos(1), anchor, zone))
        .isEqualTo(period);
  }
}
