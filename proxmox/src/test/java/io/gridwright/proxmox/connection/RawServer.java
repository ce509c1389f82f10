package io.gridwright.proxmox.connection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with exactly the bytes that a test writes: what no decent server can be brought to do.
 */
public final class RawServer implements AutoCloseable {

  /**
   * A request as it came.
   *
   * @param connection from 1, in the order of acceptance
   */
  public record Request(
      int connection, String method, String target, Map<String, String> headers, String body) {}

  /** What to do with a request. */
  @FunctionalInterface
  public interface Script {
    void answer(Request request, Wire wire) throws IOException;
  }

  /** The way back. */
  public record Wire(Socket socket) {
    public void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    public void sendJson(String json) throws IOException {
      send(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: "
              + json.length()
              + "\r\n\r\n"
              + json);
    }

    /** As pveproxy ends a failure of its own: no body, no length, and the connection closed. */
    public void sendBodyless(int status, String reason) throws IOException {
      send("HTTP/1.1 " + status + " " + reason + "\r\nConnection: close\r\n\r\n");
      close();
    }

    public void sendError(int status, String reason, String type, String body) throws IOException {
      send(
          "HTTP/1.1 %d %s\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
              .formatted(
                  status,
                  reason,
                  type.isEmpty() ? "" : "Content-Type: " + type + "\r\n",
                  body.length(),
                  body));
      close();
    }

    public void close() throws IOException {
      socket.close();
    }
  }

  private final ServerSocket listener;
  private final Script script;
  private final boolean tls;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  public RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), false, script);
  }

  public RawServer(ServerSocket listener, boolean tls, Script script) {
    this.listener = listener;
    this.tls = tls;
    this.script = script;
    daemon(this::accept);
  }

  public String url() {
    return (tls ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort();
  }

  public List<Request> requests() {
    return requests;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        daemon(() -> serve(number, socket));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(int connection, Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        Request request = read(connection, in);
        if (request == null) {
          return;
        }
        requests.add(request);
        script.answer(request, new Wire(socket));
      }
    } catch (IOException clientWentAway) {
      // The client's side of the story is what a test asserts.
      return;
    }
  }

  private static Request read(int connection, InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String[] words = first.split(" ");
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(connection, words[0], words[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
