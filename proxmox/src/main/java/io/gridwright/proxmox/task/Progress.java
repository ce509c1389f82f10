package io.gridwright.proxmox.task;

/** Told at every look at a task; may heartbeat, and may throw to end the watch. */
@FunctionalInterface
public interface Progress {
  void seen(TaskStatus status);

  static Progress unheard() {
    return status -> {};
  }
}
