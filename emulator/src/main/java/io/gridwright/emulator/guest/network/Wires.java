package io.gridwright.emulator.guest.network;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads that guests share: event loops for connections, a pool for what may block, one timer.
 */
public final class Wires implements AutoCloseable {
  private final EventLoopGroup acceptors = new NioEventLoopGroup(1, threads("guest-accept"));
  private final EventLoopGroup connections = new NioEventLoopGroup(2, threads("guest-io"));
  private final ExecutorService work = Executors.newCachedThreadPool(threads("guest-work"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(threads("guest-timer"));

  private static DefaultThreadFactory threads(String name) {
    return new DefaultThreadFactory(name, true);
  }

  public EventLoopGroup acceptors() {
    return acceptors;
  }

  public EventLoopGroup connections() {
    return connections;
  }

  /** For calls that may block; never for endless work without a way to interrupt it. */
  public ExecutorService work() {
    return work;
  }

  /** For short tasks at a later instant; what blocks is handed on to {@link #work()}. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    work.shutdownNow();
    acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    connections.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
  }
}
