package io.gridwright.proxmox.task;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A task in a list.
 *
 * @param startedAt by the node's clock
 * @param endedAt empty while it runs
 * @param result empty while it runs
 */
public record TaskRow(
    Upid upid,
    UserId user,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<TaskResult> result) {
  public boolean running() {
    return result.isEmpty();
  }

  /** Running rows have no status, or {@code RUNNING}, and a full name in {@code user} (PVE-D21). */
  static Optional<TaskRow> from(Fields fields) {
    return fields
        .text("upid")
        .flatMap(Upid::find)
        .map(
            upid ->
                new TaskRow(
                    upid,
                    TaskStatus.user(upid, fields),
                    upid.startedAt(),
                    fields.instant("endtime"),
                    fields
                        .nonBlank("status")
                        .filter(status -> !status.equals("RUNNING"))
                        .map(TaskResult::of)));
  }
}
