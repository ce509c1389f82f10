package io.gridwright.worker.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable between a process and a server on loopback. Cut, nothing gets through in either
 * direction: what one of them does then is what it does when the other is away, or killed.
 */
public final class Cable implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int CHUNK = 16_384;

  private volatile InetSocketAddress target;
  private final ServerSocket plug;
  private final Set<Socket> live = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private Cable(InetSocketAddress target, ServerSocket plug) {
    this.target = target;
    this.plug = plug;
  }

  /** A cable to a port on loopback. */
  public static Cable to(int port) {
    try {
      var loopback = InetAddress.getByName("127.0.0.1");
      var cable =
          new Cable(new InetSocketAddress(loopback, port), new ServerSocket(0, 200, loopback));
      start("cable-to-" + port, cable::accept);
      return cable;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where the process connects. */
  public int port() {
    return plug.getLocalPort();
  }

  /** Leads to another port from now on: the server was started again. */
  public void plugInto(int port) {
    target = new InetSocketAddress(target.getAddress(), port);
    live.forEach(Cable::end);
  }

  /** Breaks every connection and refuses new ones. */
  public void cut() {
    cut = true;
    live.forEach(Cable::end);
  }

  /** Lets connections through again. */
  public void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    end(plug);
  }

  private void accept() {
    while (!plug.isClosed()) {
      try {
        connect(plug.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket process) {
    var server = new Socket();
    live.add(process);
    live.add(server);
    try {
      process.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target, CONNECT_MILLIS);
    } catch (IOException refused) {
      drop(process, server);
      return;
    }
    if (cut) {
      drop(process, server);
      return;
    }
    start("cable-out", () -> carry(process, server));
    start("cable-in", () -> carry(server, process));
  }

  private void carry(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      drop(from, to);
    } finally {
      if (from.isOutputShutdown() && to.isOutputShutdown()) {
        drop(from, to);
      }
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[CHUNK];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (cut) {
        throw new IOException("the cable is cut");
      }
      out.write(buffer, 0, count);
    }
  }

  private void drop(Socket... ends) {
    for (var end : ends) {
      live.remove(end);
      end(end);
    }
  }

  private static void end(Closeable end) {
    try {
      end.close();
    } catch (IOException gone) {
      // closed all the same
    }
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
