package io.gridwright.emulator.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * TLS, or for plain HTTP the daemon's redirection to https: 301 for GET and HEAD, 308 otherwise.
 */
final class TlsOrRedirect extends OptionalSslHandler {

  TlsOrRedirect(SslContext tls) {
    super(tls);
  }

  @Override
  protected ChannelHandler newNonSslHandler(ChannelHandlerContext context) {
    return new Redirection();
  }

  private static final class Redirection extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      String request = ((ByteBuf) message).toString(StandardCharsets.US_ASCII);
      ReferenceCountUtil.release(message);
      context
          .writeAndFlush(Unpooled.copiedBuffer(redirection(request), StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }

    private static String redirection(String request) {
      boolean reading = request.startsWith("GET ") || request.startsWith("HEAD ");
      String[] words = request.split(" ", 3);
      String path = words.length > 1 && words[1].startsWith("/") ? words[1] : "/";
      String status = reading ? "301 Moved Permanently" : "308 Permanent Redirect";
      return "HTTP/1.1 "
          + status
          + "\r\nLocation: https://"
          + host(request)
          + path
          + "\r\nContent-Length: "
          + status.substring(4).length()
          + "\r\nConnection: close\r\n\r\n"
          + status.substring(4);
    }

    private static String host(String request) {
      return request
          .lines()
          .filter(line -> line.regionMatches(true, 0, "Host:", 0, 5))
          .map(line -> line.substring(5).strip())
          .findFirst()
          .orElse("127.0.0.1");
    }
  }
}
