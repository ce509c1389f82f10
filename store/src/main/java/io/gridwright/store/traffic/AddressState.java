package io.gridwright.store.traffic;

/** State of an address; MOVING while two machines exchange it (DESIGN section 6). */
public enum AddressState {
  FREE,
  HELD,
  MOVING
}
