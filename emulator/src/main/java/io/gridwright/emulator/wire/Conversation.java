package io.gridwright.emulator.wire;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. pveproxy closes it after 5 s idle, after 100 requests and after every
 * status of 400 or more; it refuses what its HTTP parser does not know before anybody is asked who
 * is calling.
 */
final class Conversation extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");
  private static final int MAX_BODY_BYTES = 512 * 1024;
  private static final int MAX_HEADER_LINES = 64;
  private static final int MAX_REQUESTS = 100;

  private final String node;
  private final Executor handlers;
  private final Function<WireRequest, WireAnswer> api;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Deque<HttpObject> pipelined = new ArrayDeque<>();
  private HttpRequest head;
  private WireAnswer refusal;
  private boolean busy;
  private int served;

  Conversation(String node, Executor handlers, Function<WireRequest, WireAnswer> api) {
    this.node = node;
    this.handlers = handlers;
    this.api = api;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (busy) {
      pipelined.add(ReferenceCountUtil.retain(part));
    } else {
      take(context, part);
    }
  }

  private void takePipelined(ChannelHandlerContext context) {
    while (!busy && !pipelined.isEmpty()) {
      HttpObject part = pipelined.poll();
      try {
        take(context, part);
      } finally {
        ReferenceCountUtil.release(part);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
    context.fireChannelInactive();
  }

  private void take(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure() || tooManyHeaders(part)) {
      context.close(); // PVE-D15: no answer at all
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content && refusal == null && head != null) {
      collect(context, content);
    }
  }

  private static boolean tooManyHeaders(HttpObject part) {
    return part instanceof HttpMessage message && message.headers().size() > MAX_HEADER_LINES;
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    head = request;
    body.reset();
    refusal = refusalOf(request);
    if (refusal != null) {
      send(context, refusal);
    }
  }

  private static WireAnswer refusalOf(HttpRequest request) {
    String method = request.method().name();
    if (!METHODS.contains(method)) {
      return WireAnswer.bodyless(501, "method '" + method + "' not available");
    }
    if (HttpUtil.isTransferEncodingChunked(request)) {
      return WireAnswer.plain(501, "chunked transfer encoding not supported");
    }
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > 0 && (method.equals("GET") || method.equals("DELETE"))) {
      return WireAnswer.plain(501, "Unexpected content for method '" + method + "'");
    }
    return length > MAX_BODY_BYTES ? WireAnswer.plain(501, "for data too large") : null;
  }

  private void collect(ChannelHandlerContext context, HttpContent content) {
    body.writeBytes(ByteBufUtil.getBytes(content.content()));
    if (content instanceof LastHttpContent) {
      WireRequest request = request();
      busy = true;
      context.channel().config().setAutoRead(false);
      handlers.execute(() -> answer(context, request));
    }
  }

  private WireRequest request() {
    Map<String, String> headers = new HashMap<>();
    head.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    String[] uri = head.uri().split("\\?", 2);
    return new WireRequest(
        node,
        head.method().name(),
        uri[0],
        uri.length > 1 ? uri[1] : "",
        headers,
        body.toByteArray());
  }

  private void answer(ChannelHandlerContext context, WireRequest request) {
    WireAnswer answer;
    try {
      answer = api.apply(request);
    } catch (RuntimeException e) {
      // The edge of a request: whatever was not foreseen must not leave the client waiting.
      LOG.error("{} {} failed", request.method(), request.path(), e);
      answer = WireAnswer.bodyless(599, "internal error");
    }
    WireAnswer known = answer;
    context.executor().execute(() -> send(context, known));
  }

  private void send(ChannelHandlerContext context, WireAnswer answer) {
    busy = false;
    served++;
    if (answer.cut()) {
      context.close();
      return;
    }
    boolean close = answer.status() >= 400 || served >= MAX_REQUESTS || !HttpUtil.isKeepAlive(head);
    HttpResponse response = response(answer, close);
    context.write(response);
    ChannelFuture done = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    if (close) {
      done.addListener(ChannelFutureListener.CLOSE);
    } else {
      context.channel().config().setAutoRead(true);
      takePipelined(context);
    }
  }

  private HttpResponse response(WireAnswer answer, boolean close) {
    HttpResponseStatus status = new HttpResponseStatus(answer.status(), firstLine(answer.reason()));
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    response.headers().set(HttpHeaderNames.SERVER, "pve-api-daemon/3.0");
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, "max-age=0");
    response.headers().set(HttpHeaderNames.PRAGMA, "no-cache");
    if (answer.fromDaemon()) {
      response.headers().add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    response.headers().add(HttpHeaderNames.CONNECTION, close ? "close" : "Keep-Alive");
    answer.contentType().ifPresent(t -> response.headers().set(HttpHeaderNames.CONTENT_TYPE, t));
    if (answer.body().isEmpty()) {
      return response;
    }
    byte[] content = Compression.apply(head, answer.body().get(), response.headers());
    DefaultFullHttpResponse full =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
    full.headers().set(response.headers());
    full.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.length);
    return full;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).replace("\r", "");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && !busy) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection to {} ended: {}", node, cause.toString());
    context.close();
  }
}
