package io.gridwright.emulator.guest.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a guest receives and sends, in bytes since its process began. */
public final class TrafficMeter {
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  public long received() {
    return received.sum();
  }

  public long sent() {
    return sent.sum();
  }

  /** Adds bytes that were not really transferred ({@code POST /load}). */
  public void add(long in, long out) {
    received.add(in);
    sent.add(out);
  }

  /** A handler that counts one connection's bytes for the guest that accepted it. */
  ChannelDuplexHandler asServer() {
    return new Tap(received, sent);
  }

  /** A handler that counts one connection's bytes for the guest that opened it. */
  ChannelDuplexHandler asClient() {
    return new Tap(sent, received);
  }

  private static final class Tap extends ChannelDuplexHandler {
    private final LongAdder inbound;
    private final LongAdder outbound;

    Tap(LongAdder inbound, LongAdder outbound) {
      this.inbound = inbound;
      this.outbound = outbound;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        inbound.add(bytes.readableBytes());
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf bytes) {
        outbound.add(bytes.readableBytes());
      }
      context.write(message, promise);
    }
  }
}
