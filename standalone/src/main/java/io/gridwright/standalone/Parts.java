package io.gridwright.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs, in the order in which it was started; closed in reverse, once, whoever asks first. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;

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
    while (!running.isEmpty()) {
      closeOne(running.pop());
    }
  }

  // One part that does not stop must not keep the others running.
  private static void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      LOG.warn("{} did not stop well", part.getClass().getSimpleName(), failure);
    }
  }
}
