package io.gridwright.emulator.guest.service;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The requests of one connection to a web guest. */
final class WebExchange extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  private final WebService service;

  WebExchange(WebService service) {
    this.service = service;
  }

  private record Page(HttpResponseStatus status, String type, String text) {}

  private record Exchange(ChannelHandlerContext context, HttpMethod method, boolean keepAlive) {}

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Exchange exchange = new Exchange(context, request.method(), HttpUtil.isKeepAlive(request));
    Load load = service.load();
    if (ThreadLocalRandom.current().nextDouble() < load.dropRequests()) {
      context.close();
      return;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    if (path.equals("/links")) {
      service.work().execute(() -> answer(exchange, links(), load));
    } else {
      answer(exchange, page(path), load);
    }
  }

  private Page page(String path) {
    return switch (path) {
      case "/" -> new Page(HttpResponseStatus.OK, TEXT, service.name());
      case "/health" -> new Page(HttpResponseStatus.OK, TEXT, "ok");
      default -> new Page(HttpResponseStatus.NOT_FOUND, TEXT, "no page " + path);
    };
  }

  private Page links() {
    try {
      return new Page(HttpResponseStatus.OK, JSON, service.links());
    } catch (RuntimeException e) { // the edge of a request: told to the client as a web server does
      return new Page(
          HttpResponseStatus.INTERNAL_SERVER_ERROR, TEXT, String.valueOf(e.getMessage()));
    }
  }

  private static void answer(Exchange exchange, Page page, Load load) {
    if (load.latency().isZero()) {
      write(exchange, page);
    } else {
      exchange
          .context()
          .executor()
          .schedule(() -> write(exchange, page), load.latency().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void write(Exchange exchange, Page page) {
    byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.method().equals(HttpMethod.HEAD);
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            page.status(),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.type());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    HttpUtil.setKeepAlive(response, exchange.keepAlive());
    var written = exchange.context().writeAndFlush(response);
    if (!exchange.keepAlive()) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
