package io.gridwright.emulator.guest.balancer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One health check of a pool member: a connection, and a 2xx or 3xx where a path is asked for. */
final class ProxyCheck implements Runnable {
  private static final int LEAST_TIMEOUT_MILLIS = 200;

  private final SmallProxy proxy;
  private final ProxyMember member;
  private final Optional<String> path;
  private final AtomicBoolean running = new AtomicBoolean();

  ProxyCheck(SmallProxy proxy, ProxyMember member, Optional<String> path) {
    this.proxy = proxy;
    this.member = member;
    this.path = path;
  }

  @Override
  public void run() {
    if (running.compareAndSet(false, true)) {
      try {
        member.checked(good());
      } finally {
        running.set(false);
      }
    }
  }

  private boolean good() {
    int timeout = (int) Math.max(LEAST_TIMEOUT_MILLIS, member.server().interval().toMillis());
    try (Socket socket = new Socket()) {
      Optional<InetSocketAddress> to = proxy.path(member);
      if (to.isEmpty()) {
        return false;
      }
      socket.setSoTimeout(timeout);
      socket.connect(to.get(), timeout);
      return path.isEmpty() || answersWell(socket, path.get());
    } catch (IOException e) { // a failed check is what checks are for
      return false;
    }
  }

  private static boolean answersWell(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    String status =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    return status != null && status.matches("HTTP/1\\.[01] [23]\\d\\d.*");
  }
}
