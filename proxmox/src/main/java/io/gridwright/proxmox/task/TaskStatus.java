package io.gridwright.proxmox.task;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.UserId;
import java.util.Optional;

/**
 * Where a task stands.
 *
 * @param user who started it
 * @param result how it ended; empty while it runs
 */
public record TaskStatus(Upid upid, UserId user, Optional<TaskResult> result) {
  public boolean running() {
    return result.isEmpty();
  }

  static TaskStatus from(Upid upid, Fields fields) {
    boolean running = fields.textOrEmpty("status").equals("running");
    return new TaskStatus(
        upid,
        user(upid, fields),
        running ? Optional.empty() : Optional.of(TaskResult.of(fields.textOrEmpty("exitstatus"))));
  }

  /** The token stands beside the user, or within it in rows of running tasks (PVE-D21). */
  static UserId user(Upid upid, Fields fields) {
    UserId told = fields.nonBlank("user").map(UserId::parse).orElseGet(upid::user);
    return told.token().isPresent() ? told : new UserId(told.user(), fields.nonBlank("tokenid"));
  }
}
