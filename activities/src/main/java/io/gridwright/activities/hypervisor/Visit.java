package io.gridwright.activities.hypervisor;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.task.TaskFilter;
import io.gridwright.proxmox.task.TaskResult;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * One activity at the hypervisor: the client, the heart, and the ways to wait. Before each effect
 * the activity asks {@link #check()}, so that a cancelled one stops promptly.
 */
public final class Visit implements AutoCloseable {
  private final ProxmoxClient client;
  private final Heartbeat heartbeat;
  private final InstantSource clock;

  Visit(ProxmoxClient client, Heartbeat heartbeat, InstantSource clock) {
    this.client = client;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  /** The client, unless the activity shall not go on. */
  public ProxmoxClient client() {
    heartbeat.check();
    return client;
  }

  public int attempt() {
    return heartbeat.attempt();
  }

  /** Since the step was to be done first, all its attempts together. */
  public Duration age() {
    return Duration.between(heartbeat.scheduledAt(), now());
  }

  public void check() {
    heartbeat.check();
  }

  public Instant now() {
    return clock.instant();
  }

  public void pause(Duration duration) {
    try {
      heartbeat.pause(duration);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Awaits a task's success under heartbeat; its UPID is in the heartbeat's details. One that hangs
   * is stopped, since it would hold the machine's lock against every further attempt.
   */
  public TaskResult await(Upid upid, Duration limit) {
    heartbeat.tell(Map.of("upid", upid.text()));
    try {
      return client.watcher().await(upid, limit);
    } catch (ProxmoxException.TaskOverdue hung) {
      stop(upid, limit);
      throw hung;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Awaits a task's end, however it ends. */
  public TaskResult awaitEnd(Upid upid, Duration limit) {
    heartbeat.tell(Map.of("upid", upid.text()));
    try {
      return client.watcher().awaitEnd(upid, limit, status -> {});
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Lets a task of an earlier attempt end, whatever came of it: it holds locks, and its effect is
   * still being made. One that hangs is stopped.
   */
  public void settle(Upid upid, Duration limit) {
    if (!runs(upid)) {
      return;
    }
    try {
      awaitEnd(upid, limit);
    } catch (ProxmoxException.TaskOutcomeUnknown forgotten) {
      check();
    } catch (ProxmoxException.TaskOverdue hung) {
      stop(upid, limit);
    }
  }

  /** Whether a task runs; one that its node does not know any more does not. */
  public boolean runs(Upid upid) {
    try {
      return client().tasks().status(upid).running();
    } catch (ProxmoxException.NotFound forgotten) {
      return false;
    }
  }

  /** Stops a task and waits until it is gone; a task that is unknown or over is gone. */
  public void stop(Upid upid, Duration limit) {
    try {
      client().tasks().stop(upid);
      awaitEnd(upid, limit);
    } catch (ProxmoxException.NotFound | ProxmoxException.TaskOutcomeUnknown over) {
      heartbeat.tell(Map.of("over", upid.text()));
    }
  }

  /**
   * Tasks that still run on a node and may work on the machine. Those of the number are found by
   * it; a clone stands under its source's number (API.md 6), so all of these are ours to look at.
   */
  public List<TaskRow> running(VmRef vm) {
    return client().tasks().list(vm.node(), TaskFilter.running().ofVm(vm.vmid())).stream()
        .filter(TaskRow::running)
        .toList();
  }

  @Override
  public void close() {
    heartbeat.close();
  }

  private static StepInterruptedException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new StepInterruptedException(cause);
  }
}
