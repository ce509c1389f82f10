package io.gridwright.emulator.work;

import io.gridwright.emulator.machine.PropertyString;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Sizes of disks as configurations write them: {@code 32G}, {@code 512M}, bytes without a letter.
 */
public final class DiskSize {
  private static final String LETTERS = "KMGT";

  private DiskSize() {}

  /** Bytes of a text such as {@code 32G} or {@code 1.5G}. */
  public static long bytes(String text) {
    char last = text.charAt(text.length() - 1);
    int power = LETTERS.indexOf(Character.toUpperCase(last)) + 1;
    String number = power > 0 ? text.substring(0, text.length() - 1) : text;
    return new BigDecimal(number).multiply(BigDecimal.valueOf(1L << (10 * power))).longValue();
  }

  /** The shortest exact text for a number of bytes. */
  public static String text(long bytes) {
    long rest = bytes;
    int power = 0;
    while (power < LETTERS.length() && rest > 0 && rest % 1024 == 0) {
      rest /= 1024;
      power++;
    }
    return String.format(Locale.ROOT, "%d%s", rest, power == 0 ? "" : LETTERS.charAt(power - 1));
  }

  /** The size of a drive value, 0 when it names none. */
  public static long ofDrive(String drive) {
    return PropertyString.parse(drive).get("size").map(DiskSize::bytes).orElse(0L);
  }
}
