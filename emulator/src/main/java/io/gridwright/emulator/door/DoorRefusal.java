package io.gridwright.emulator.door;

/** A call that the door does not carry out, with its status and a sentence for people. */
final class DoorRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  DoorRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
