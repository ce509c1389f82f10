package io.gridwright.emulator.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.SingleThreadEventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A socket that listens until it is closed.
 *
 * <p>Netty reports a listening channel as closed while the kernel still listens: java.nio keeps the
 * descriptor of a channel that is registered with a selector until that selector's next select.
 * Until then the port can't be bound again, and connections are still accepted into a backlog that
 * nobody reads. {@link #close()} waits for that select.
 */
public final class Listener implements AutoCloseable {
  private final Channel channel;

  private Listener(Channel channel) {
    this.channel = channel;
  }

  /**
   * Listens.
   *
   * @throws IOException if the address can't be had
   */
  public static Listener open(ServerBootstrap bootstrap, InetSocketAddress address)
      throws IOException {
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s:%d"
              .formatted(address.getAddress().getHostAddress(), address.getPort()),
          bound.cause());
    }
    return new Listener(bound.channel());
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Returns when the kernel has the port back; must not be called from an event loop. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    awaitNextSelect((SingleThreadEventLoop) channel.eventLoop());
  }

  /**
   * A loop selects, then runs its tasks, then what was to come after them. A task that is submitted
   * from there therefore runs behind another select.
   */
  private static void awaitNextSelect(SingleThreadEventLoop loop) {
    CountDownLatch selected = new CountDownLatch(1);
    try {
      loop.executeAfterEventLoopIteration(() -> loop.execute(selected::countDown));
      while (!selected.await(1, TimeUnit.SECONDS) && !loop.isTerminated()) {
        // A loop that ends without another select closes its selector, and with it the descriptor.
      }
    } catch (RejectedExecutionException ended) {
      return; // for the same reason
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
