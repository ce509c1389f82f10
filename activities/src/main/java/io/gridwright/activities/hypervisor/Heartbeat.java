package io.gridwright.activities.hypervisor;

import io.gridwright.proxmox.task.Pause;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sign of life of one activity while its thread is blocked in calls or pauses, and the ear for its
 * cancellation. Beats come from a thread beside, so that a slow call is not taken for a dead
 * worker.
 *
 * <p>A cancellation, a lost activity or a worker that shuts down ends the next {@link #pause} at
 * once and is thrown there or at the next {@link #check}; a call under way is let end, since an
 * undo must not overtake its effect.
 */
public final class Heartbeat implements Pause, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final ActivityExecutionContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final ScheduledFuture<?> beats;

  private Object details = "";
  private ActivityCompletionException end;

  private Heartbeat(ActivityExecutionContext context, ScheduledExecutorService scheduler) {
    this.context = context;
    this.beats =
        scheduler.scheduleWithFixedDelay(this::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins to beat for the activity of this thread. */
  public static Heartbeat begin(ScheduledExecutorService scheduler) {
    return new Heartbeat(Activity.getExecutionContext(), scheduler);
  }

  /** What operators and a next attempt see, mostly a UPID; sent with the next beat. */
  public void tell(Object news) {
    locked(() -> details = news);
  }

  /** Which attempt of the activity this is, 1.. */
  public int attempt() {
    return context.getInfo().getAttempt();
  }

  /** When the activity was first to be carried out. */
  public Instant scheduledAt() {
    return Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp());
  }

  /** Throws if the activity shall not go on. */
  public void check() {
    lock.lock();
    try {
      if (end != null) {
        throw end;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits, unless the activity ends before. */
  @Override
  public void pause(Duration duration) throws InterruptedException {
    lock.lock();
    try {
      long nanos = duration.toNanos();
      while (end == null && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
    check();
  }

  @Override
  public void close() {
    beats.cancel(false);
  }

  private void beat() {
    Object news = details();
    try {
      context.heartbeat(news);
    } catch (ActivityCompletionException told) {
      locked(
          () -> {
            end = told;
            ended.signalAll();
          });
      beats.cancel(false);
    }
  }

  private Object details() {
    lock.lock();
    try {
      return details;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
