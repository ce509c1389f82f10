package io.gridwright.emulator.guest.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that swallows packets, as a filter that drops does: a listener whose queue of connections
 * is full and never drained, so that the kernel ignores further attempts and callers run into their
 * own connect timeout. Only Linux ignores them; elsewhere a caller may be refused.
 */
final class BlackHole implements AutoCloseable {
  private static final int QUEUE = 1;

  private final List<AutoCloseable> sockets = new ArrayList<>();

  BlackHole(InetSocketAddress address) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    sockets.add(listener);
    try {
      listener.bind(address, QUEUE);
      for (int i = 0; i <= QUEUE; i++) {
        SocketChannel filler = SocketChannel.open();
        sockets.add(filler);
        filler.configureBlocking(false);
        filler.connect(address);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("cannot close a socket of the black hole", e);
      }
    }
    sockets.clear();
  }
}
