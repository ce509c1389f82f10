package io.gridwright.proxmox.connection;

import java.io.IOException;

/** No connection came about, so that nothing was sent: any call may be tried elsewhere. */
final class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  NotSentException(EntryNode entry, IOException cause) {
    super(entry + ": " + cause.getMessage(), cause);
  }
}
