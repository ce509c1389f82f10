package io.gridwright.proxmox.cluster;

import java.util.Locale;

/** How far figures reach back, and so how coarse they are. */
public enum Timeframe {
  HOUR,
  DAY,
  WEEK,
  MONTH,
  YEAR;

  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
