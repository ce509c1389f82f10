package io.gridwright.domain.billing;

/** What plans sell and meters count. */
public enum Resource {
  MEMORY,
  TRANSFER,
  STORAGE
}
