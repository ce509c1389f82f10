package io.gridwright.store.event;

/** What an event tells of (CONTRACT section 4, {@code /events}); lower case on the wire. */
public enum EventKind {
  OPERATION,
  COMPONENT,
  METER,
  USAGE,
  NOTIFICATION
}
