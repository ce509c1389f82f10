package io.gridwright.workflows.testing;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a step of a workflow in an exact moment. */
public final class Gate {
  private static final int PATIENCE_SECONDS = 60;
  private static final int BEAT_MILLIS = 20;

  private final String step;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean obeysCancellation;

  Gate(String step) {
    this.step = step;
  }

  /** Makes the held activity end as cancelled as soon as it is told so. */
  public Gate obeyingCancellation() {
    obeysCancellation = true;
    return this;
  }

  /** Waits until the step is there. */
  public void awaitReached() {
    await(reached, "was not reached");
  }

  public void open() {
    opened.countDown();
  }

  void pass() {
    reached.countDown();
    if (obeysCancellation) {
      beatUntilOpened();
    } else {
      await(opened, "was not let go");
    }
  }

  private void beatUntilOpened() throws ActivityCompletionException {
    try {
      while (!opened.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private void await(CountDownLatch latch, String complaint) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("'" + step + "' " + complaint);
      }
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted at a gate", cause);
  }
}
