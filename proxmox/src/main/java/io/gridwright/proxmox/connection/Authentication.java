package io.gridwright.proxmox.connection;

import java.io.IOException;
import java.util.Map;

/** What proves the caller in each call. */
interface Authentication {
  /** Headers for a call at that entry node; may log in there first. */
  Map<String, String> headers(EntryNode entry, Call.Method method) throws IOException;

  /**
   * After a 401: whether trying once more is worth it.
   *
   * @param refused the headers that were refused
   */
  boolean renewed(Map<String, String> refused);
}
