package io.gridwright.store;

import com.github.f4b6a3.ulid.UlidCreator;

/** Makes the ids of rows: 26 characters, unique, sorting by the time they were made. */
@FunctionalInterface
public interface IdSource {
  String next();

  /** ULIDs that also sort within a millisecond of one process. */
  static IdSource ulids() {
    return () -> UlidCreator.getMonotonicUlid().toString();
  }
}
