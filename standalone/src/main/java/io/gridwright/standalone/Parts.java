package io.gridwright.standalone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs, in the order in which it was started; closed once, whoever asks first. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final boolean independent;
  private boolean closed;

  private Parts(boolean independent) {
    this.independent = independent;
  }

  /** Parts that stand on those before them: closed one after the other, the last first. */
  static Parts stacked() {
    return new Parts(false);
  }

  /** Parts that know nothing of each other: closed all at once, so that the slowest counts. */
  static Parts independent() {
    return new Parts(true);
  }

  /** Takes a part in; where stopping began meanwhile, stops it and says so. */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      closeOne(part);
      throw new StartUpException("Stopped while starting.");
    }
    running.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (independent) {
      closeAtOnce(List.copyOf(running));
      running.clear();
    }
    while (!running.isEmpty()) {
      closeOne(running.pop());
    }
  }

  private static void closeAtOnce(List<AutoCloseable> parts) {
    var closers =
        parts.stream().map(part -> new Thread(() -> closeOne(part), "closer of a part")).toList();
    closers.forEach(Thread::start);
    try {
      for (var closer : closers) {
        closer.join();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  // One part that does not stop must not keep the others running.
  private static void closeOne(AutoCloseable part) {
    var name = part.getClass().getSimpleName();
    var begun = System.nanoTime();
    try {
      part.close();
      LOG.info("{} stopped after {}", name, Duration.ofNanos(System.nanoTime() - begun));
    } catch (Exception failure) {
      LOG.warn("{} did not stop well", name, failure);
    }
  }
}
