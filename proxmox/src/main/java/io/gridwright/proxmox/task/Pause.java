package io.gridwright.proxmox.task;

import java.time.Duration;

/** How time is let pass between two looks; a test or a workflow engine brings its own. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration) throws InterruptedException;

  /** Holds the calling thread. */
  static Pause ofThread() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
