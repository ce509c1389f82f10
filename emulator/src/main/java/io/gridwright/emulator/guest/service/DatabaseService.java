package io.gridwright.emulator.guest.service;

import io.gridwright.emulator.guest.network.Caller;
import io.gridwright.emulator.guest.network.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The database's line protocol on port 3306, UTF-8, one request and one answer a line:
 *
 * <pre>
 * PING            PONG
 * PUT key value   OK position       (on the disk when answered)   | ERR READ_ONLY …
 * GET key         VALUE value       | NONE
 * COUNT           COUNT n
 * STATUS          STATUS {json}
 * REPLICATE from  ENTRY key value … HEAD position …               (a stream without end)
 * QUIT            the connection is closed
 * </pre>
 */
public final class DatabaseService implements Service {
  private static final int LONGEST_LINE = 1 << 20;
  private static final Duration HEARTBEAT = Duration.ofMillis(250);

  private final DatabaseEngine engine;
  private final Executor work;

  public DatabaseService(DatabaseEngine engine, Executor work) {
    this.engine = engine;
    this.work = work;
  }

  @Override
  public void serve(Channel connection, Caller caller) {
    connection
        .pipeline()
        .addLast(new LineBasedFrameDecoder(LONGEST_LINE))
        .addLast(new StringDecoder(StandardCharsets.UTF_8))
        .addLast(new StringEncoder(StandardCharsets.UTF_8))
        .addLast(new Session());
    connection.config().setAutoRead(true);
  }

  /** Requests of one connection, answered in their order on threads that may block. */
  private final class Session extends SimpleChannelInboundHandler<String> {
    private CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
      previous = previous.thenRunAsync(() -> carryOut(context, line), work);
    }

    private void carryOut(ChannelHandlerContext context, String line) {
      String[] words = line.strip().split(" ", 3);
      if (words[0].equals("QUIT")) {
        context.close();
      } else if (words[0].equals("REPLICATE") && words.length > 1 && words[1].matches("\\d{1,9}")) {
        stream(context.channel(), Long.parseLong(words[1]));
      } else {
        context.writeAndFlush(answer(words) + "\n");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "PING" -> "PONG";
        case "COUNT" -> "COUNT " + engine.position();
        case "STATUS" -> "STATUS " + engine.status();
        case "PUT" ->
            words.length == 3 ? "OK " + engine.put(words[1], words[2]) : "ERR PUT key value";
        case "GET" ->
            words.length > 1
                ? engine.get(words[1]).map(value -> "VALUE " + value).orElse("NONE")
                : "ERR GET key";
        default -> "ERR unknown request " + words[0];
      };
    } catch (Database.WriteRefusedException
        | IllegalArgumentException
        | UncheckedIOException refused) {
      return "ERR " + refused.getMessage();
    }
  }

  private void stream(Channel channel, long from) {
    long position = from;
    try {
      while (channel.isActive() && !engine.closed()) {
        List<DatabaseJournal.Entry> entries =
            engine.since(position, position == from ? Duration.ZERO : HEARTBEAT);
        StringBuilder lines = new StringBuilder();
        entries.forEach(
            entry ->
                lines
                    .append("ENTRY ")
                    .append(entry.key())
                    .append(' ')
                    .append(entry.value())
                    .append('\n'));
        position += entries.size();
        channel.writeAndFlush(lines + "HEAD " + position + "\n").awaitUninterruptibly();
        if (entries.isEmpty()) {
          engine.since(position, HEARTBEAT);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      channel.close();
    }
  }
}
