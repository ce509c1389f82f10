package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.socket.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that behaves as an address and port of a guest do, seen from one side: it listens while
 * the guest is reached, refuses while nothing is there, and swallows while packets are dropped. The
 * port stays held in each of these states.
 *
 * <p>Not thread-safe but for {@link #current()}: the fabric calls it under its lock.
 */
final class Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  /** What to do with a connection that was let in. */
  interface Welcome {
    void accept(Channel connection, Outlet outlet);
  }

  private final Wires wires;
  private final Welcome welcome;
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private volatile Verdict verdict = Verdict.REFUSED;
  private InetSocketAddress address;
  private AutoCloseable holding = () -> {};

  Outlet(Wires wires, InetSocketAddress address, Welcome welcome) {
    this.wires = wires;
    this.address = address;
    this.welcome = welcome;
    this.holding = reserve();
  }

  int port() {
    return address.getPort();
  }

  Verdict current() {
    return verdict;
  }

  /** Leaves the port to whoever took it and goes on at another, in the state it is in. */
  void moveTo(int other) throws IOException {
    address = new InetSocketAddress(address.getAddress(), other);
    Verdict wanted = verdict;
    release();
    verdict = Verdict.REFUSED;
    holding = reserve();
    apply(wanted);
  }

  /**
   * Behaves as the verdict says from now on. Connections that the change cuts are closed; those
   * that it only silences stay open and hear nothing.
   *
   * @throws IOException if somebody else has taken the port
   */
  void apply(Verdict next) throws IOException {
    Verdict before = verdict;
    if (sameKind(before, next)) {
      verdict = next;
      cutUnlessContinued(before, next);
      return;
    }
    release();
    verdict = next;
    cutUnlessContinued(before, next);
    if (before instanceof Verdict.Dropped) {
      connections.forEach(connection -> connection.config().setAutoRead(true));
    }
    if (next instanceof Verdict.Open) {
      holding = listen();
    } else if (next instanceof Verdict.Deaf) {
      holding = reserve();
    } else if (next instanceof Verdict.Dropped) {
      connections.forEach(connection -> connection.config().setAutoRead(false));
      holding = new BlackHole(address);
    } else {
      closeConnections();
      holding = reserve();
    }
  }

  /** Gives the port back. */
  void close() {
    release();
    verdict = Verdict.REFUSED;
    closeConnections();
  }

  void closeConnections() {
    new ArrayList<>(connections).forEach(Channel::close);
  }

  /** Whether somebody is still connected. */
  boolean isInUse() {
    return !connections.isEmpty();
  }

  private void cutUnlessContinued(Verdict before, Verdict next) {
    boolean cut = false;
    if (before instanceof Verdict.Open was && next instanceof Verdict.Open is) {
      cut = !is.continues(was);
    } else if (before instanceof Verdict.Open was && next instanceof Verdict.Deaf is) {
      cut = !is.continues(was.target());
    } else if (before instanceof Verdict.Deaf was && next instanceof Verdict.Open is) {
      cut = !was.continues(is.target());
    } else if (before instanceof Verdict.Deaf was && next instanceof Verdict.Deaf is) {
      cut = !is.continues(was.target());
    }
    if (cut) {
      closeConnections();
    }
  }

  private static boolean sameKind(Verdict one, Verdict other) {
    return one.getClass() == other.getClass();
  }

  private AutoCloseable listen() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(wires.acceptors(), wires.connections())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 512)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    connections.add(connection);
                    connection.closeFuture().addListener(end -> connections.remove(connection));
                    welcome.accept(connection, Outlet.this);
                  }
                });
    return Listener.open(bootstrap, address);
  }

  /** A bound socket that does not listen: the kernel refuses, and nobody else gets the port. */
  private AutoCloseable reserve() {
    Socket holder = new Socket();
    try {
      holder.setReuseAddress(true);
      holder.bind(address);
    } catch (IOException e) {
      LOG.debug("{} is not held while nothing listens there", address, e);
    }
    return holder;
  }

  private void release() {
    try {
      holding.close();
    } catch (Exception e) {
      LOG.warn("closing {} failed", address, e);
    }
    holding = () -> {};
  }
}
