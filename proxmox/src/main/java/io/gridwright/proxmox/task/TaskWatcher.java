package io.gridwright.proxmox.task;

import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Waits for the end of a task. A UPID says only that a worker was forked: most checks run inside,
 * and its exit status alone is success.
 *
 * <p>It looks every 0.3 s at first, every second later. A look that fails on the way (node or entry
 * unreachable, answer lost) is borne for {@link #PATIENCE}; a task that is not known is borne for
 * the first 5 s.
 */
public final class TaskWatcher {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration NOT_YET_VISIBLE = Duration.ofSeconds(5);
  private static final Duration QUICK_FOR = Duration.ofSeconds(3);
  private static final Duration QUICK = Duration.ofMillis(300);
  private static final Duration STEADY = Duration.ofSeconds(1);
  private static final int TAIL_LINES = 20;

  private final Tasks tasks;
  private final InstantSource clock;
  private final Pause pause;

  public TaskWatcher(Tasks tasks, InstantSource clock, Pause pause) {
    this.tasks = tasks;
    this.clock = clock;
    this.pause = pause;
  }

  /** As {@link #await(Upid, Duration, Progress)}, without anybody being told. */
  public TaskResult await(Upid upid, Duration limit) throws InterruptedException {
    return await(upid, limit, Progress.unheard());
  }

  /**
   * Waits until the task has succeeded.
   *
   * @return {@link TaskResult.Ok} or {@link TaskResult.Warnings}
   * @throws ProxmoxException.TaskFailed if it ended with an error
   * @throws ProxmoxException.TaskOutcomeUnknown if nobody knows how it ended
   * @throws ProxmoxException.TaskOverdue if it still runs after {@code limit}; it is not stopped
   * @throws ProxmoxException the last failure to look, after {@link #PATIENCE} without a look
   */
  public TaskResult await(Upid upid, Duration limit, Progress progress)
      throws InterruptedException {
    TaskResult result = awaitEnd(upid, limit, progress);
    if (result instanceof TaskResult.Failed failed) {
      throw new ProxmoxException.TaskFailed(Failure.ofTask(upid, failed.text()), tail(upid));
    }
    if (result instanceof TaskResult.Unexpected unexpected) {
      throw new ProxmoxException.TaskOutcomeUnknown(
          Failure.ofTask(upid, "ended with '" + unexpected.text() + "': read the real state"));
    }
    return result;
  }

  /** Waits until the task has ended, however it ended; else as {@link #await}. */
  public TaskResult awaitEnd(Upid upid, Duration limit, Progress progress)
      throws InterruptedException {
    Instant begin = clock.instant();
    Instant lastLook = begin;
    while (true) {
      Optional<TaskStatus> status = look(upid, begin, lastLook);
      if (status.isPresent()) {
        lastLook = clock.instant();
        progress.seen(status.get());
        if (!status.get().running()) {
          return status.get().result().orElseThrow();
        }
      }
      Duration waited = Duration.between(begin, clock.instant());
      if (waited.compareTo(limit) >= 0) {
        throw new ProxmoxException.TaskOverdue(
            Failure.ofTask(upid, "still runs after " + limit + ": keep its UPID and look again"));
      }
      pause.pause(waited.compareTo(QUICK_FOR) < 0 ? QUICK : STEADY);
    }
  }

  private Optional<TaskStatus> look(Upid upid, Instant begin, Instant lastLook) {
    try {
      return Optional.of(tasks.status(upid));
    } catch (ProxmoxException.NotFound e) {
      if (since(begin).compareTo(NOT_YET_VISIBLE) >= 0) {
        throw new ProxmoxException.TaskOutcomeUnknown(
            Failure.ofTask(upid, "is not known to its node: read the real state"));
      }
    } catch (ProxmoxException.NodeUnreachable
        | ProxmoxException.NoEntryNode
        | ProxmoxException.AnswerLost e) {
      if (since(lastLook).compareTo(PATIENCE) >= 0) {
        throw e;
      }
    }
    return Optional.empty();
  }

  private Duration since(Instant then) {
    return Duration.between(then, clock.instant());
  }

  /** The cause is often only there; a log that can't be read must not hide the failure itself. */
  private List<String> tail(Upid upid) {
    try {
      return tasks.logTail(upid, TAIL_LINES);
    } catch (ProxmoxException e) {
      return List.of("(log not readable: " + e.getMessage() + ")");
    }
  }
}
