package io.gridwright.emulator.task;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The file locks of machines, {@code /var/lock/qemu-server/lock-<vmid>.conf}: shared or exclusive.
 */
public final class FileLocks {
  private static final int EXCLUSIVE = -1;

  /** Readers by machine, or {@link #EXCLUSIVE}. */
  private final Map<Integer, Integer> holders = new HashMap<>();

  /** Waits at most this long; empty when it was not to be had. */
  public synchronized Optional<Held> acquire(int vmid, boolean shared, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!free(vmid, shared)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    holders.merge(vmid, shared ? 1 : EXCLUSIVE, Integer::sum);
    return Optional.of(release(vmid, shared));
  }

  private boolean free(int vmid, boolean shared) {
    int held = holders.getOrDefault(vmid, 0);
    return shared ? held >= 0 : held == 0;
  }

  private Held release(int vmid, boolean shared) {
    AtomicBoolean released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        give(vmid, shared);
      }
    };
  }

  private synchronized void give(int vmid, boolean shared) {
    int left = holders.merge(vmid, shared ? -1 : 1, Integer::sum);
    if (left == 0) {
      holders.remove(vmid);
    }
    notifyAll();
  }

  /** What the API says when the lock was not to be had. */
  public static String timeoutText(int vmid) {
    return "can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout";
  }
}
