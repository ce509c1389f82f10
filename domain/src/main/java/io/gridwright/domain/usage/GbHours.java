package io.gridwright.domain.usage;

import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.Rate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Memory-hours as they are shown and sold: 1 GB-hour is 1024 MiB for 3600 s. The exact amount stays
 * inside; only the text is rounded.
 */
public record GbHours(MemoryMibSeconds exact) {
  /** MiB-seconds in one GB-hour. */
  public static final long MIB_SECONDS = 1024L * 3600L;

  /** Three decimals, half-even (CONTRACT section 2): 3,747,840 MiB-s is {@code 1.017}. */
  public String display() {
    return BigDecimal.valueOf(exact.value())
        .divide(BigDecimal.valueOf(MIB_SECONDS), 3, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** The charge for this amount at a rate per GB-hour. */
  public Money chargedAt(Rate rate) {
    return rate.charge(BigInteger.valueOf(exact.value()), BigInteger.valueOf(MIB_SECONDS));
  }
}
