package io.gridwright.emulator.guest.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A service that lives in a process of its own on a loopback port. The true caller is told by a
 * PROXY line (HAProxy's proxy-protocol.txt, version 1).
 *
 * @param port the process's loopback port
 * @param served the address and port that the caller asked for
 */
public record Splice(Wires wires, int port, Station.Socket served) implements Service {
  private static final int ANY_SOURCE_PORT = 40000;

  @Override
  public void serve(Channel connection, Caller caller) {
    connection.config().setAutoRead(false);
    connection.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    new Bootstrap()
        .group(connection.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(new Relay(connection))
        .connect(InetAddress.getLoopbackAddress(), port)
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  if (!connected.isSuccess()) {
                    connection.close();
                    return;
                  }
                  connected.channel().writeAndFlush(proxyLine(caller));
                  connection.pipeline().addLast(new Relay(connected.channel()));
                  connection.config().setAutoRead(true);
                  connected.channel().config().setAutoRead(true);
                });
  }

  private ByteBuf proxyLine(Caller caller) {
    String line =
        "PROXY TCP4 %s %s %d %d\r\n"
            .formatted(caller.address(), served.address(), ANY_SOURCE_PORT, served.port());
    return Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
  }

  /** Passes on what it reads, stops reading while the other side cannot write. */
  private static final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel other;

    Relay(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      other.writeAndFlush(message);
      if (!other.isWritable()) {
        context.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      other.config().setAutoRead(context.channel().isWritable());
      context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent && other instanceof DuplexChannel duplex) {
        boolean bothEnded = duplex.isInputShutdown();
        other
            .writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(
                written -> {
                  duplex.shutdownOutput();
                  if (bothEnded) {
                    duplex.close();
                    context.close();
                  }
                });
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
      other.close();
    }
  }
}
