package io.gridwright.domain.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A period of an account (D11): from the local midnight of the anchor day to that of the next
 * month; an anchor of 29 to 31 falls on the last day of a shorter month, and comes back after it.
 *
 * @param anchorDay day of the month of the sign-up, 1..31
 * @param firstDay first local day
 * @param endDay first local day of the next period
 */
public record BillingPeriod(int anchorDay, LocalDate firstDay, LocalDate endDay, ZoneId zone) {

  /** The period that begins with the day of a sign-up. */
  public static BillingPeriod ofSignUp(Instant signUp, ZoneId zone) {
    LocalDate day = signUp.atZone(zone).toLocalDate();
    return startingIn(YearMonth.from(day), day.getDayOfMonth(), zone);
  }

  /** The period of an account that signed up on day {@code anchorDay} in which an instant lies. */
  public static BillingPeriod containing(Instant instant, int anchorDay, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    YearMonth month = YearMonth.from(day);
    boolean begun = !day.isBefore(anchored(month, anchorDay));
    return startingIn(begun ? month : month.minusMonths(1), anchorDay, zone);
  }

  public BillingPeriod next() {
    return startingIn(YearMonth.from(endDay), anchorDay, zone);
  }

  public Instant start() {
    return firstDay.atStartOfDay(zone).toInstant();
  }

  /** First instant after the period. */
  public Instant end() {
    return endDay.atStartOfDay(zone).toInstant();
  }

  /** Real length: 672 to 744 hours, one more or less where clocks change (D3). */
  public Duration length() {
    return Duration.between(start(), end());
  }

  private static BillingPeriod startingIn(YearMonth month, int anchorDay, ZoneId zone) {
    return new BillingPeriod(
        anchorDay, anchored(month, anchorDay), anchored(month.plusMonths(1), anchorDay), zone);
  }

  private static LocalDate anchored(YearMonth month, int anchorDay) {
    return month.atDay(Math.min(anchorDay, month.lengthOfMonth()));
  }
}
