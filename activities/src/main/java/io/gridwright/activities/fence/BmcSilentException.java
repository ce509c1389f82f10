package io.gridwright.activities.fence;

/** A BMC says nothing that could be a proof; the message tells why. */
final class BmcSilentException extends Exception {
  private static final long serialVersionUID = 1L;

  BmcSilentException(String reason) {
    super(reason);
  }

  BmcSilentException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
