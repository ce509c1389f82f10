package io.gridwright.emulator.door;

import java.util.Optional;

/** One group of calls at the door. */
interface DoorResource {
  /** The answer, or empty if the call is none of its own. */
  Optional<DoorAnswer> answer(DoorRequest request);
}
