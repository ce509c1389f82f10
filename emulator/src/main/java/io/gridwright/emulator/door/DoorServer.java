package io.gridwright.emulator.door;

import io.gridwright.emulator.socket.Binding;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server under the control door. Calls are carried out on threads that may block. */
final class DoorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DoorServer.class);
  private static final int LARGEST_BODY = 256 << 10;

  private final EventLoopGroup loops =
      new NioEventLoopGroup(1, new DefaultThreadFactory("control-door", true));
  private final ExecutorService work =
      Executors.newCachedThreadPool(new DefaultThreadFactory("control-door-work", true));
  private final Function<DoorRequest, DoorAnswer> behind;
  private final Channel listening;

  /**
   * Opens the server.
   *
   * @param bind where
   * @param port 0 takes a free one
   */
  DoorServer(Binding bind, int port, Function<DoorRequest, DoorAnswer> behind) {
    this.behind = behind;
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connection
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_BODY))
                        .addLast(new Exchange());
                  }
                })
            .bind(bind.at(port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new UncheckedIOException(
          "cannot open the control door on %s:%d; move it with GRIDWRIGHT_EMULATOR_PORT"
              .formatted(bind.host(), port),
          new IOException(bound.cause()));
    }
    this.listening = bound.channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    work.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
  }

  private final class Exchange extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      DoorRequest asked = requestOf(request);
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      work.execute(() -> write(context, answer(asked), keepAlive));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("a connection at the control door broke", cause);
      context.close();
    }
  }

  private static DoorRequest requestOf(FullHttpRequest request) {
    String path = new QueryStringDecoder(request.uri()).path();
    List<String> segments =
        Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
    return new DoorRequest(
        request.method().name(),
        path,
        segments,
        Optional.ofNullable(request.headers().get(HttpHeaderNames.HOST)),
        Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION)),
        request.content().toString(StandardCharsets.UTF_8));
  }

  /** The edge of a request: a refusal is answered, a fault of ours is logged and answered 500. */
  private DoorAnswer answer(DoorRequest request) {
    try {
      return behind.apply(request);
    } catch (DoorRefusal refusal) {
      return DoorAnswer.error(refusal.status(), refusal.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the control door failed on {} {}", request.method(), request.path(), e);
      return DoorAnswer.error(500, "the emulator failed: " + e.getMessage());
    }
  }

  private static void write(ChannelHandlerContext context, DoorAnswer answer, boolean keepAlive) {
    if (answer.status() == 0) {
      context.close();
      return;
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(body));
    if (answer.status() != 204) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    answer.headers().forEach(response.headers()::set);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
