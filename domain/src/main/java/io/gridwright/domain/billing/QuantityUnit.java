package io.gridwright.domain.billing;

/** Units that quantities of usage are shown and sold in. */
public enum QuantityUnit {
  /** 1024 MiB for 3600 s. */
  GB_HOUR,
  /** 10^9 bytes. */
  GB
}
