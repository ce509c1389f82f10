package io.gridwright.emulator.wire;

import io.gridwright.emulator.socket.Binding;
import io.gridwright.emulator.socket.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The HTTPS port of one node. It can be taken away and given back at the same port. */
public final class NodeServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 8192;
  private static final int IDLE_SECONDS = 5;

  private final String node;
  private final EventLoopGroup loops;
  private final Executor handlers;
  private final SslContext tls;
  private final Function<WireRequest, WireAnswer> api;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Binding bind;
  private int port;
  private Listener listening;

  /**
   * @param bind where it listens
   * @param port 0 takes a free one at the first {@link #listen}
   * @param handlers runs {@code api}, which may block
   */
  public NodeServer(
      String node,
      Binding bind,
      int port,
      EventLoopGroup loops,
      Executor handlers,
      SslContext tls,
      Function<WireRequest, WireAnswer> api) {
    this.node = node;
    this.bind = bind;
    this.port = port;
    this.loops = loops;
    this.handlers = handlers;
    this.tls = tls;
    this.api = api;
  }

  /** Begins to accept; nothing happens when it already does. */
  public synchronized void listen() {
    if (listening != null) {
      return;
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 512)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline());
    try {
      listening = Listener.open(bootstrap, bind.at(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    port = listening.port();
  }

  /** Refuses connections from now on and cuts those that are open. */
  public synchronized void vanish() {
    if (listening != null) {
      listening.close();
      listening = null;
      open.close().awaitUninterruptibly();
    }
  }

  /** The port, known after the first {@link #listen}. */
  public synchronized int port() {
    return port;
  }

  @Override
  public void close() {
    vanish();
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      open.add(channel);
      channel
          .pipeline()
          .addLast(new TlsOrRedirect(tls))
          .addLast(new HttpServerCodec(16384, MAX_HEADER_BYTES, 65536))
          .addLast(new HttpServerExpectContinueHandler())
          .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
          .addLast(new Conversation(node, handlers, api));
    }
  }
}
