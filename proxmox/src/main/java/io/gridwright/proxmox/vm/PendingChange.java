package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Fields;
import java.util.Optional;

/**
 * A key that differs between the running machine and its configuration.
 *
 * @param running value in force
 * @param pending value from the next start on
 * @param deleted true if the key will be removed then
 */
public record PendingChange(
    String key, Optional<String> running, Optional<String> pending, boolean deleted) {

  static Optional<PendingChange> from(Fields row) {
    boolean differs = row.has("pending") || row.flag("delete");
    return differs
        ? Optional.of(
            new PendingChange(
                row.required("key"), row.text("value"), row.text("pending"), row.flag("delete")))
        : Optional.empty();
  }
}
