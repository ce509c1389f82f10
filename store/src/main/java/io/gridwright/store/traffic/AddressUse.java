package io.gridwright.store.traffic;

/** Whether a balancer answers at an address for others, or a machine for itself. */
public enum AddressUse {
  VIRTUAL,
  REAL
}
